@NullMarked
package io.noisette.model.directory;

import org.jspecify.annotations.NullMarked;
