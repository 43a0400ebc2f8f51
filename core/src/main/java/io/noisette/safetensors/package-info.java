/** The safetensors file format: tensors by name, readable without running anything in the file. */
@NullMarked
package io.noisette.safetensors;

import org.jspecify.annotations.NullMarked;
