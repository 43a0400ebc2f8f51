@NullMarked
package io.noisette.corpus;

import org.jspecify.annotations.NullMarked;
