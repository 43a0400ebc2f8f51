@NullMarked
package io.noisette.generate.target;

import org.jspecify.annotations.NullMarked;
