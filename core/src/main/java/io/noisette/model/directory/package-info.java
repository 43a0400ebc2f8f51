/** Reads any model from a directory by architecture and task, and exports it. */
@NullMarked
package io.noisette.model.directory;

import org.jspecify.annotations.NullMarked;
