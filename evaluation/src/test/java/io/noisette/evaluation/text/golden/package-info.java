@NullMarked
package io.noisette.evaluation.text.golden;

import org.jspecify.annotations.NullMarked;
