/**
 * Noise as a setting of tasks: specs compiled with plug-ins, and the commands that list and preview
 * noise.
 */
@NullMarked
package io.noisette.noise;

import org.jspecify.annotations.NullMarked;
