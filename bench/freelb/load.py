"""Reads a fine-tuned checkpoint with transformers, and holds its predictions to those that the run wrote: see bench/README.md.

load.py RUN DATA TASK: RUN is OUTPUT/seed-N, DATA the folder of GLUE.
"""
import csv, importlib.util, json, pathlib, sys

import torch
from transformers import AutoModelForSequenceClassification, AutoTokenizer


def encoded(*arguments):
    spec = importlib.util.spec_from_file_location("published", pathlib.Path(__file__).with_name("peer.py"))
    published = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(published)
    return published.encoded(*arguments)


def main():
    run, data, task = pathlib.Path(sys.argv[1]), sys.argv[2], sys.argv[3]
    best = run / "checkpoints" / "best"
    model, report = AutoModelForSequenceClassification.from_pretrained(best, output_loading_info=True)
    model.eval()
    tokenizer = AutoTokenizer.from_pretrained(best)
    dev = encoded(data, task, "dev", tokenizer, 128)
    with open(next((run / "predictions").glob("*.tsv")), newline="") as file:
        ours = [row[1] for row in list(csv.reader(file, delimiter="\t", quoting=csv.QUOTE_NONE))[1:]]
    theirs = []
    with torch.no_grad():
        for ids, types, _ in dev:
            scores = model(torch.tensor([ids]), token_type_ids=torch.tensor([types])).logits
            theirs.append(str(int(scores.argmax())))  # GLUE writes numbers for CoLA and MRPC
    differing = sum(a != b for a, b in zip(ours, theirs, strict=True))
    print(json.dumps({"labels": model.config.id2label, "missing": sorted(report["missing_keys"]), "unexpected": sorted(report["unexpected_keys"]), "n": len(ours), "differing": differing}))


if __name__ == "__main__":
    main()
