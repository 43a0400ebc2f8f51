@NullMarked
package io.noisette.distillation.data;

import org.jspecify.annotations.NullMarked;
