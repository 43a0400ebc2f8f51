@NullMarked
package io.noisette.safetensors;

import org.jspecify.annotations.NullMarked;
