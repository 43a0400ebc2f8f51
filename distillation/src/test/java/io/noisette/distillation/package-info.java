@NullMarked
package io.noisette.distillation;

import org.jspecify.annotations.NullMarked;
