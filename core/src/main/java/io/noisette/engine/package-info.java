/** libtorch from Java: TorchScript kernels compiled from source, threads and gradient mode. */
@NullMarked
package io.noisette.engine;

import org.jspecify.annotations.NullMarked;
