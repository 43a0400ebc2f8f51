@NullMarked
package io.noisette.generate.search;

import org.jspecify.annotations.NullMarked;
