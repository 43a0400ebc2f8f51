@NullMarked
package io.noisette.distillation.dataset;

import org.jspecify.annotations.NullMarked;
