@NullMarked
package io.noisette.parity.golden;

import org.jspecify.annotations.NullMarked;
