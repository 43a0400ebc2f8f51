/**
 * Access to libtorch: TorchScript kernels compiled from source, parameters, devices, threads and
 * autograd.
 */
@NullMarked
package io.noisette.engine;

import org.jspecify.annotations.NullMarked;
