@NullMarked
package io.noisette.distillation.golden;

import org.jspecify.annotations.NullMarked;
