/** What a noising plug-in compiles against. Depends on nothing but the JDK and JSpecify. */
@NullMarked
package io.noisette.noising.spi;

import org.jspecify.annotations.NullMarked;
