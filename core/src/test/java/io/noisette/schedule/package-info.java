@NullMarked
package io.noisette.schedule;

import org.jspecify.annotations.NullMarked;
