@NullMarked
package io.noisette.evaluation.text;

import org.jspecify.annotations.NullMarked;
