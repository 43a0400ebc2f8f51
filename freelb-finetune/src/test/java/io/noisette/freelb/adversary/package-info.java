@NullMarked
package io.noisette.freelb.adversary;

import org.jspecify.annotations.NullMarked;
