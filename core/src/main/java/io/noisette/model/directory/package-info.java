/** Any model from a directory: opened by its family and task, saved, and exported. */
@NullMarked
package io.noisette.model.directory;

import org.jspecify.annotations.NullMarked;
