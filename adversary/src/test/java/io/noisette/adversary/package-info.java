@NullMarked
package io.noisette.adversary;

import org.jspecify.annotations.NullMarked;
