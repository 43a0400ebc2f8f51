@NullMarked
package io.noisette.distillation.loss;

import org.jspecify.annotations.NullMarked;
