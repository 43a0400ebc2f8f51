#!/usr/bin/env python3
"""Compares the order of the rows of bart-table1.json with the paper's.

usage: ranks.py bart-table1.json [LABEL…]

Prints Spearman's correlation of each column with the paper's, over the rows that have both numbers
(but for those with a LABEL), with a 95 % interval: the bootstrap draws rows with replacement, and for each row its seeds. Then the
validation losses of pretraining by step. The standard library alone.
"""

import json
import pathlib
import random
import re
import sys

DRAWS = 10000


def ranks(values):
    """Ranks from 1; equal values share the mean of theirs."""
    order = sorted(range(len(values)), key=lambda i: values[i])
    result = [0.0] * len(values)
    start = 0
    while start < len(order):
        end = start
        while end + 1 < len(order) and values[order[end + 1]] == values[order[start]]:
            end += 1
        for i in order[start : end + 1]:
            result[i] = (start + end) / 2 + 1
        start = end + 1
    return result


def spearman(ours, papers):
    """Correlation of ranks, or None if one side is constant."""
    a, b = ranks(ours), ranks(papers)
    middle = (len(a) + 1) / 2
    top = sum((x - middle) * (y - middle) for x, y in zip(a, b))
    size = sum((x - middle) ** 2 for x in a) * sum((y - middle) ** 2 for y in b)
    return top / size**0.5 if size > 0 else None


def interval(rows, draw):
    values = []
    for _ in range(DRAWS):
        chosen = [draw.choice(rows) for _ in rows]
        means = [
            sum(draw.choice(seeds) for _ in seeds) / len(seeds) for _, seeds, _ in chosen
        ]
        value = spearman(means, [paper for _, _, paper in chosen])
        if value is not None:
            values.append(value)
    values.sort()
    return values[int(0.025 * len(values))], values[int(0.975 * len(values))]


def columns(table, left_out):
    """Rows with a number of ours and of the paper, by column: label, values by seed, paper's."""
    result = {}
    for cell in table["cells"]:
        values = [
            run["metrics"][cell["metric"]] * cell["factor"]
            for run in cell["runs"]
            if run["metrics"].get(cell["metric"]) is not None
        ]
        if values and cell["paper"] and cell["row"] not in left_out:
            number = cell["paper"]["text"] if isinstance(cell["paper"], dict) else cell["paper"]
            paper = float(re.match(r"[\d.]+", str(number)).group())
            result.setdefault(cell["column"], []).append((cell["row"], values, paper))
    return result


def main():
    path = pathlib.Path(sys.argv[1])
    table = json.loads(path.read_text(encoding="utf-8"))
    for column, rows in columns(table, sys.argv[2:]).items():
        if len(rows) < 4:
            continue
        means = [sum(seeds) / len(seeds) for _, seeds, _ in rows]
        papers = [paper for _, _, paper in rows]
        if spearman(means, papers) is None:
            print(f"{column}: all rows have the same number")
            continue
        low, high = interval(rows, random.Random(1))
        print(
            f"{column}: rank correlation {spearman(means, papers):.2f}"
            f" ({low:.2f} to {high:.2f}), {len(rows)} rows"
        )
        for (row, seeds, _), ours, theirs in zip(rows, ranks(means), ranks(papers)):
            print(f"  {row}: ours {ours:g}, paper {theirs:g}, n {len(seeds)}")
    print("validation losses of pretraining")
    for run in table["stages"]["pretrain"]:
        metrics = path.parent / "runs" / path.stem / run["path"] / "metrics.jsonl"
        losses = []
        for line in metrics.read_text(encoding="utf-8").splitlines():
            entry = json.loads(line)
            if "validation_loss" in entry:
                losses.append(f"{entry['step']}: {entry['validation_loss']:.2f}")
                unigram = entry.get("validation_unigram_loss")
        print(f"  {run['path']}: {', '.join(losses)}; unigram {unigram}")


if __name__ == "__main__":
    main()
