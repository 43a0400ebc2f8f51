/**
 * Settings as records: each component is an option of the command line and a key of a settings
 * file.
 */
@NullMarked
package io.noisette.settings;

import org.jspecify.annotations.NullMarked;
