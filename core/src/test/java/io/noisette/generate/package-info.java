@NullMarked
package io.noisette.generate;

import org.jspecify.annotations.NullMarked;
