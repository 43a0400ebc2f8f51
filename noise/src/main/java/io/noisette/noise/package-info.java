/** Noise as a setting: specs compiled with plug-ins, and the verbs that list and preview noise. */
@NullMarked
package io.noisette.noise;

import org.jspecify.annotations.NullMarked;
