@NullMarked
package io.noisette.parity;

import org.jspecify.annotations.NullMarked;
