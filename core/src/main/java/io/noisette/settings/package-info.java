/** Settings as records: one component is one option of the command line and one key of a file. */
@NullMarked
package io.noisette.settings;

import org.jspecify.annotations.NullMarked;
