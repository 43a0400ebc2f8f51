/** The verb {@code reproduce}: tables of papers as data, filled in by recipes of the tasks. */
@NullMarked
package io.noisette.reproduce;

import org.jspecify.annotations.NullMarked;
