/**
 * The command {@code quickstart}: prepares a corpus, pretrains, fine-tunes and shows the results in
 * a few minutes.
 */
@NullMarked
package io.noisette.quickstart;

import org.jspecify.annotations.NullMarked;
