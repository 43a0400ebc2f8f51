@NullMarked
package io.noisette.model.bart;

import org.jspecify.annotations.NullMarked;
