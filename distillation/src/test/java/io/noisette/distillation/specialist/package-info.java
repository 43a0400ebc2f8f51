@NullMarked
package io.noisette.distillation.specialist;

import org.jspecify.annotations.NullMarked;
