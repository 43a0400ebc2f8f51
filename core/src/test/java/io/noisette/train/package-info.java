@NullMarked
package io.noisette.train;

import org.jspecify.annotations.NullMarked;
