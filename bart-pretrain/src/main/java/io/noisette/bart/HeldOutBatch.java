package io.noisette.bart;

import io.noisette.model.Seq2SeqBatch;
import java.util.BitSet;

/**
 * A packed micro-batch of held-out samples.
 *
 * @param lengths target tokens of each sample
 * @param hidden target tokens that the noise has taken away
 * @param copied target tokens that stand in the source; bos and eos are neither
 */
@SuppressWarnings("ArrayRecordComponent") // read once and used up; batches are never compared
record HeldOutBatch(Seq2SeqBatch tokens, int[] lengths, BitSet hidden, BitSet copied) {}
