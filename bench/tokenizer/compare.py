"""Compares Noisette's tokenizer and corpus files with those of the Python package tokenizers.

  noisette tokenizer-train --text TEXT --vocab-size 8192 --output tokenizer.json
  noisette prepare --text TEXT --tokenizer tokenizer.json --documents line --output corpus
  python compare.py TEXT tokenizer.json corpus

TEXT is plain UTF-8. Prints the Python trainer's time, whether its merges are the same, and whether
the ids of the first 10,000 lines are those in the corpus. Needs tokenizers (tried: 0.23) and numpy;
RAYON_NUM_THREADS sets the trainer's threads.
"""

import json
import struct
import sys
import time

import numpy
from tokenizers import Tokenizer, models, pre_tokenizers, trainers

LINES = 10_000


def train(text, vocab_size):
    tokenizer = Tokenizer(models.BPE())
    tokenizer.pre_tokenizer = pre_tokenizers.ByteLevel(add_prefix_space=False)
    trainer = trainers.BpeTrainer(
        vocab_size=vocab_size - 1,  # the mask token comes on top
        min_frequency=2,
        initial_alphabet=pre_tokenizers.ByteLevel.alphabet(),
        special_tokens=["<s>", "<pad>", "</s>", "<unk>"],
        show_progress=False,
    )
    start = time.time()
    tokenizer.train([text], trainer)
    print(f"Python trainer: {time.time() - start:.2f} s")
    return json.loads(tokenizer.to_str())["model"]


def pairs(model):
    return [tuple(m.split(" ")) if isinstance(m, str) else tuple(m) for m in model["merges"]]


def read_corpus(directory, shard="shard-00000"):
    """The ids of each document, by the layout of Megatron's indexed data sets."""
    with open(f"{directory}/{shard}.idx", "rb") as f:
        assert f.read(9) == b"MMIDIDX\x00\x00"
        version, kind, sequences, offsets = struct.unpack("<QBQQ", f.read(25))
        assert version == 1
        lengths = numpy.frombuffer(f.read(4 * sequences), "<i4")
        pointers = numpy.frombuffer(f.read(8 * sequences), "<i8")
        documents = numpy.frombuffer(f.read(8 * offsets), "<i8")
        assert not f.read()
    ids = numpy.fromfile(f"{directory}/{shard}.bin", {4: "<i4", 8: "<u2"}[kind])
    starts = numpy.append(pointers // ids.itemsize, len(ids))
    assert (numpy.diff(starts) == lengths).all()
    return [ids[starts[a] : starts[b]] for a, b in zip(documents, documents[1:])]


def main(text, file, corpus):
    ours = json.load(open(file, encoding="utf-8"))["model"]
    theirs = train(text, len(ours["vocab"]))
    print("merges:", len(pairs(ours)), "equal" if pairs(ours) == pairs(theirs) else "DIFFERENT")

    tokenizer = Tokenizer.from_file(file)
    with open(text, encoding="utf-8", newline="\n") as f:
        lines = [line.strip() for line in f]
    lines = [line for line in lines if line][:LINES]
    documents = read_corpus(corpus)
    different = sum(
        encoding.ids != list(document)
        for encoding, document in zip(
            tokenizer.encode_batch(lines, add_special_tokens=False), documents
        )
    )
    print("lines:", len(lines), "with different ids:", different)


if __name__ == "__main__":
    main(*sys.argv[1:])
