@NullMarked
package io.noisette.distillation.sequence;

import org.jspecify.annotations.NullMarked;
