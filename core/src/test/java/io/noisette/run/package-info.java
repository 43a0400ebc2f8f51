@NullMarked
package io.noisette.run;

import org.jspecify.annotations.NullMarked;
