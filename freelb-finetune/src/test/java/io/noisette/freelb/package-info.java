@NullMarked
package io.noisette.freelb;

import org.jspecify.annotations.NullMarked;
