#!/usr/bin/env python3
"""Writes a task of four authors: which of them wrote a sentence?

    bench/distillation/authors.py gutenberg-en/train.txt.gz DIRECTORY

Reads books under titles '= Title ='. DIRECTORY gets authors.yaml, train.tsv and dev.tsv: sentences of 8 to 40 words, 3,000
and 250 of each author, all different, shuffled with a fixed seed. A tenth of each author's sentences, from the end of the
books, is what dev is drawn from.
"""
import gzip
import pathlib
import random
import re
import sys

AUTHORS = {
    "austen": ["Pride and prejudice", "Emma", "Sense and Sensibility", "Persuasion"],
    "chesterton": ["The Ball and the Cross", "The Wisdom of Father Brown", "The Man Who Was Thursday"],
    "smollett": ["The Expedition of Humphry Clinker", "The Adventures of Roderick Random",
                 "The Adventures of Ferdinand Count Fathom"],
    "grimm": ["Grimms’ Fairy Tales", "Household Stories by the Brothers Grimm"],
}
TRAIN, DEV = 3000, 250


def books(path):
    found, title = {}, None
    with gzip.open(path, "rt", encoding="utf-8") as file:
        for line in file:
            heading = re.fullmatch(r"= (.*) =", line.strip())
            if heading:
                title = heading.group(1)
                found[title] = []
            elif title and line.strip():
                found[title].append(line.strip())
    return found


def sentences(paragraphs):
    for paragraph in paragraphs:
        for sentence in re.split(r"(?<=[.!?])\s+", paragraph.replace("\t", " ")):
            if 8 <= len(sentence.split()) <= 40:
                yield sentence


def main():
    source, directory = sys.argv[1], pathlib.Path(sys.argv[2])
    directory.mkdir(parents=True, exist_ok=True)
    texts = books(source)
    rng = random.Random(1)
    train, dev, seen = [], [], set()
    for author, titles in AUTHORS.items():
        early, late = [], []
        for title in titles:
            own = [s for s in sentences(texts[title]) if not (s in seen or seen.add(s))]
            cut = len(own) * 9 // 10
            early += own[:cut]
            late += own[cut:]
        train += [(author, s) for s in rng.sample(early, min(TRAIN, len(early)))]
        dev += [(author, s) for s in rng.sample(late, DEV)]
    for name, rows in (("train", train), ("dev", dev)):
        rng.shuffle(rows)
        lines = ["author\ttext"] + [f"{author}\t{text}" for author, text in rows]
        (directory / f"{name}.tsv").write_text("\n".join(lines) + "\n", encoding="utf-8")
        print(name, {author: sum(a == author for a, _ in rows) for author in AUTHORS})
    (directory / "authors.yaml").write_text(
        f"text: text\nlabel: author\nlabels: [{', '.join(AUTHORS)}]\ntrain: train.tsv\ndev: dev.tsv\n")


main()
