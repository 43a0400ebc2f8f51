#!/usr/bin/env python3
"""Makes the data of `reproduce bart-table1` from WikiSplit and from books.

usage: data.py --wiki-split DIR --books DIR --output DIR

DIR of WikiSplit holds tune.tsv.gz and validation.tsv.gz; that of the books train.txt.gz and
valid.txt.gz, one paragraph a line. Everything is a function of the files: no randomness but that
of a fixed seed. The standard library alone.
"""

import argparse
import gzip
import json
import pathlib
import random
import re

MARKS = set(".,;:?!")
WORD = re.compile(r"[A-Za-z']+|[.,;:?!]")


def lines(path):
    with gzip.open(path, "rt", encoding="utf-8") as file:
        return [line.rstrip("\n") for line in file]


def write(path, rows):
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text("".join(row + "\n" for row in rows), encoding="utf-8")


def split(rows, most):
    """Sentence and its two halves, of at most so many words, which fit into short positions."""
    pairs = [row.replace(" <::::> ", " ").split("\t") for row in rows]
    return [
        json.dumps({"source": source, "target": target}, ensure_ascii=False)
        for source, target in pairs
        if len(source.split()) <= most and len(target.split()) <= most
    ]


def continuations(paragraphs, context, rest):
    """Windows of so many words of a paragraph, and the words after them."""
    for paragraph in paragraphs:
        words = paragraph.split()
        for start in range(0, len(words) - context - rest + 1, context + rest):
            middle = start + context
            yield json.dumps(
                {
                    "source": " ".join(words[start:middle]),
                    "target": " ".join(words[middle : middle + rest]),
                },
                ensure_ascii=False,
            )


def tagged(paragraphs, most):
    """So many words in a row of a paragraph, without marks and case, and what each has lost.

    A tag is CAP if the word began with a capital, the mark behind it, both, or O if neither.
    """
    for paragraph in paragraphs:
        words, cases, marks = [], [], []
        for token in WORD.findall(paragraph):
            if token not in MARKS:
                words.append(token.lower())
                cases.append("CAP" if token[0].isupper() else "")
                marks.append("")
            elif words and not marks[-1]:
                marks[-1] = {",": "COMMA", ".": "PERIOD"}.get(token, "OTHER")
        tags = ["-".join(filter(None, pair)) or "O" for pair in zip(cases, marks)]
        for start in range(0, len(words) - most + 1, most):
            part = slice(start, start + most)
            yield json.dumps({"tokens": words[part], "tags": tags[part]})


def some(rows, count, draw):
    rows = list(rows)
    draw.shuffle(rows)
    return rows[:count]


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    for name in ("wiki-split", "books", "output"):
        parser.add_argument("--" + name, type=pathlib.Path, required=True)
    args = parser.parse_args()
    out, draw = args.output, random.Random(1)
    train, held_out = (lines(args.books / name) for name in ("train.txt.gz", "valid.txt.gz"))
    rewritten = split(lines(args.wiki_split / "validation.tsv.gz"), 24)
    write(out / "wiki-split/train.jsonl", split(lines(args.wiki_split / "tune.tsv.gz"), 24))
    write(out / "wiki-split/validation.jsonl", rewritten[:50])
    write(out / "wiki-split/test.jsonl", rewritten[50:250])
    after = some(continuations(held_out, 30, 20), 350, draw)
    write(out / "books/train.jsonl", some(continuations(train, 30, 20), 8000, draw))
    write(out / "books/validation.jsonl", after[:50])
    write(out / "books/test.jsonl", after[50:])
    write(out / "punctuation/train.jsonl", some(tagged(train, 30), 3000, draw))
    write(out / "punctuation/dev.jsonl", some(tagged(held_out, 30), 300, draw))
    write(
        out / "punctuation/punctuation.yaml",
        [
            "tags: [O, COMMA, PERIOD, OTHER, CAP, CAP-COMMA, CAP-PERIOD, CAP-OTHER]",
            "train: train.jsonl",
            "dev: dev.jsonl",
        ],
    )


if __name__ == "__main__":
    main()
