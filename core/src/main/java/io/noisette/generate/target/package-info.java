/** Generation of target texts from source texts with BART models: files, predictions, serving. */
@NullMarked
package io.noisette.generate.target;

import org.jspecify.annotations.NullMarked;
