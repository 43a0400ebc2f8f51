#!/usr/bin/env python3
"""Prints what tasks.sh and labels.sh measured: mean ± standard deviation over seeds, pretrained beside random weights.

usage: summary.py WORK            the standard library alone
"""

import json
import pathlib
import re
import statistics
import sys

CHOOSING = "seed-4"  # chose the learning rate


def spread(values):
    if not values:
        return ""
    if len(values) == 1:
        return f"{values[0]:.2f} (1 seed)"
    return f"{statistics.mean(values):.2f} ± {statistics.stdev(values):.2f}"


def scores(path):
    """The figures of `evaluate --format json`."""
    return json.loads(path.read_text(encoding="utf-8"))["metrics"]


def validations(run):
    rows = [json.loads(line) for line in (run / "metrics.jsonl").open(encoding="utf-8")]
    return [row for row in rows if "validation_loss" in row]


def curve(run):
    return {row["step"]: row["validation_loss"] for row in validations(run)}


def main():
    work = pathlib.Path(sys.argv[1])
    for task in sorted(path for path in work.iterdir() if path.is_dir()):
        arms = sorted(arm for arm in task.iterdir() if arm.is_dir())
        print(f"## {task.name}")
        for arm in arms:
            files = sorted(file for file in arm.glob("seed-*.json"))
            stages = sorted({re.sub(r"^seed-\d+", "", file.stem) for file in files})
            for stage in stages:
                rows = [scores(file) for file in files if re.sub(r"^seed-\d+", "", file.stem) == stage]
                print(f"{arm.name}{stage}, {len(rows)} seeds")
                for name in sorted(set.intersection(*(set(row) for row in rows))):
                    print(f"  {name}: {spread([row[name] for row in rows])}")
            runs = sorted(run.parent for run in arm.rglob("metrics.jsonl"))
            runs = [run for run in runs if validations(run) and run.name != CHOOSING]
            if not files:
                rows = [validations(run)[-1] for run in runs]
                print(f"{arm.name}, {len(rows)} seeds, last validation")
                for name in rows[0] if rows else ():
                    if name != "step":
                        print(f"  {name}: {spread([row[name] for row in rows])}")
            steps = [curve(run) for run in runs if "stage" not in run.name]
            for step in sorted(set.intersection(*(set(row) for row in steps))) if steps else ():
                print(f"  step {step}: loss {spread([row[step] for row in steps])}")


if __name__ == "__main__":
    main()
