@NullMarked
package io.noisette.model;

import org.jspecify.annotations.NullMarked;
