@NullMarked
package io.noisette.doctor;

import org.jspecify.annotations.NullMarked;
