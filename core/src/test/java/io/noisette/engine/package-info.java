@NullMarked
package io.noisette.engine;

import org.jspecify.annotations.NullMarked;
