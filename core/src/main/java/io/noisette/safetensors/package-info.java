/**
 * Reader and writer of the safetensors file format: tensors by name, without executable content.
 */
@NullMarked
package io.noisette.safetensors;

import org.jspecify.annotations.NullMarked;
