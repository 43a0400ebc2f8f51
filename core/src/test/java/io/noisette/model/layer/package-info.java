@NullMarked
package io.noisette.model.layer;

import org.jspecify.annotations.NullMarked;
