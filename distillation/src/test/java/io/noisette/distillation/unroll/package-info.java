@NullMarked
package io.noisette.distillation.unroll;

import org.jspecify.annotations.NullMarked;
