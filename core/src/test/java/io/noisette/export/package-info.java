@NullMarked
package io.noisette.export;

import org.jspecify.annotations.NullMarked;
