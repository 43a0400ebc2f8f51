@NullMarked
package io.noisette.model.encoder;

import org.jspecify.annotations.NullMarked;
