@NullMarked
package io.noisette.classify;

import org.jspecify.annotations.NullMarked;
