@NullMarked
package io.noisette.bart.golden;

import org.jspecify.annotations.NullMarked;
