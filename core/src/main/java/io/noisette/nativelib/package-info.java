/**
 * Native libraries of DJL: the directory into which they are unpacked, who may write there, and the
 * libtorch that a user chose.
 */
@NullMarked
package io.noisette.nativelib;

import org.jspecify.annotations.NullMarked;
