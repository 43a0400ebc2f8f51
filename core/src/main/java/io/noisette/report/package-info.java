/** The page that shows a run, or several beside each other: curves, settings, origin, examples. */
@NullMarked
package io.noisette.report;

import org.jspecify.annotations.NullMarked;
