@NullMarked
package io.noisette.evaluation.answer;

import org.jspecify.annotations.NullMarked;
