@NullMarked
package io.noisette.model.sandwich;

import org.jspecify.annotations.NullMarked;
