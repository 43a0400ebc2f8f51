/** Access to files that outlasts an interrupt of the thread. */
@NullMarked
package io.noisette.file;

import org.jspecify.annotations.NullMarked;
