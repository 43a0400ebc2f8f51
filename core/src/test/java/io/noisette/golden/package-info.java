@NullMarked
package io.noisette.golden;

import org.jspecify.annotations.NullMarked;
