/**
 * Extractive question answering: windows of long contexts, best spans, the tasks squad1 and squad2,
 * and the subcommand {@code answer}.
 */
@NullMarked
package io.noisette.evaluation.answer;

import org.jspecify.annotations.NullMarked;
