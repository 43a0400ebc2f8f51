/** HTML reports of a run, or of several in comparison: curves, settings, provenance, examples. */
@NullMarked
package io.noisette.report;

import org.jspecify.annotations.NullMarked;
