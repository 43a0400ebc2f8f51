@NullMarked
package io.noisette.distillation.transfer;

import org.jspecify.annotations.NullMarked;
