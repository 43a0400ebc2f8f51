@NullMarked
package io.noisette.text;

import org.jspecify.annotations.NullMarked;
