#!/usr/bin/env python3
"""Makes the data of tasks.sh and labels.sh from the published files.

usage: data.py --seq2seq DIR --glue DIR --output DIR

DIR of seq2seq holds wiki-split, scitldr-a, multi30k-en-de and xquad-en; that of glue holds SST-2
and MRPC. Everything is a function of the files and of fixed seeds. The standard library alone.
"""

import argparse
import gzip
import json
import pathlib
import random
import shutil


def lines(path):
    opened = gzip.open if path.suffix == ".gz" else open
    with opened(path, "rt", encoding="utf-8") as file:
        return [line.rstrip("\n") for line in file]


def write(path, rows):
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text("".join(row + "\n" for row in rows), encoding="utf-8")


def wiki_split(source, out):
    """The tune set trains; the first rows of the validation set validate, later ones test."""
    held_out = lines(source / "validation.tsv.gz")
    write(out / "train.tsv", lines(source / "tune.tsv.gz"))
    write(out / "validation.tsv", held_out[:300])
    write(out / "test.tsv", held_out[300:800])


def scitldr(source, out):
    """The test set is not at hand: the dev set is divided."""
    dev = lines(source / "dev.jsonl.gz")
    write(out / "train.jsonl", lines(source / "train.jsonl.gz"))
    write(out / "validation.jsonl", dev[:119])
    write(out / "test.jsonl", dev[119:])


def multi30k(source, out):
    """German and English; the first rows of the test set test."""
    for language in ("de", "en"):
        write(out / f"train.{language}", lines(source / f"train.{language}.gz"))
        write(out / f"validation.{language}", lines(source / f"val.{language}.gz"))
        write(out / f"test.{language}", lines(source / f"test_2016_flickr.{language}.gz")[:500])


def xquad(source, out):
    """Whole articles: no text of one part is in another."""
    articles = json.loads((source / "xquad.en.json").read_text(encoding="utf-8"))["data"]
    random.Random(1).shuffle(articles)
    for name, part in (("train", articles[:38]), ("dev", articles[38:])):
        text = json.dumps({"version": "1.1", "data": part}, ensure_ascii=False)
        write(out / f"{name}-v1.1.json", [text])


def labels(source, out):
    """Each seed's own sample of 100 and of 1,000 labelled rows, and all rows; one dev set."""
    for task in ("SST-2", "MRPC"):
        train = next(file for file in (source / task).iterdir() if file.name.startswith("train.tsv"))
        header, *rows = lines(train)
        for count in (100, 1000):
            for seed in (1, 2, 3, 4):
                sample = random.Random(f"{task} {seed}").sample(rows, 1000)[:count]
                folder = out / f"{count}-{seed}" / task
                write(folder / "train.tsv", [header, *sample])
                shutil.copy(source / task / "dev.tsv", folder)
        folder = out / "all" / task
        write(folder / "train.tsv", [header, *rows])
        shutil.copy(source / task / "dev.tsv", folder)


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    for name in ("seq2seq", "glue", "output"):
        parser.add_argument("--" + name, type=pathlib.Path, required=True)
    args = parser.parse_args()
    wiki_split(args.seq2seq / "wiki-split", args.output / "wiki-split")
    scitldr(args.seq2seq / "scitldr-a", args.output / "scitldr")
    multi30k(args.seq2seq / "multi30k-en-de", args.output / "multi30k")
    xquad(args.seq2seq / "xquad-en", args.output / "xquad")
    labels(args.glue, args.output / "glue")


if __name__ == "__main__":
    main()
