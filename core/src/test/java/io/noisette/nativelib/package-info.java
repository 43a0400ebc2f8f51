@NullMarked
package io.noisette.nativelib;

import org.jspecify.annotations.NullMarked;
