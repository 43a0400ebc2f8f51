/** Reports of a table as text, Markdown, CSV, HTML and JSON. */
@NullMarked
package io.noisette.reproduce.report;

import org.jspecify.annotations.NullMarked;
