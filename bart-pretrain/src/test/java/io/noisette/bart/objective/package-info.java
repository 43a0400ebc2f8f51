@NullMarked
package io.noisette.bart.objective;

import org.jspecify.annotations.NullMarked;
