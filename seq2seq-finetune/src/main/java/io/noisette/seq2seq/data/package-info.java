/**
 * Pairs of a source text and its target texts: reading them from files of several formats, and
 * encoding them as token ids.
 */
@NullMarked
package io.noisette.seq2seq.data;

import org.jspecify.annotations.NullMarked;
