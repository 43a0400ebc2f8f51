/**
 * API for noising plug-ins, which compile against this package alone. Depends on nothing but the
 * JDK and JSpecify.
 */
@NullMarked
package io.noisette.noising.spi;

import org.jspecify.annotations.NullMarked;
