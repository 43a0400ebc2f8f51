"""Perplexity of a file of words by an exported model, read with the code that docs/sandwich-format.md shows.

load.py MODEL TOKENS: MODEL as `export` writes it, TOKENS such as wiki.valid.tokens; by blocks of the model's longest window, each without context,
as `evaluate --task perplexity` measures without --stride.
"""
import functools, json, math, pathlib, re, sys

import torch

page = (pathlib.Path(__file__).resolve().parents[2] / "docs/sandwich-format.md").read_text(encoding="utf-8")
reader = {}
exec(re.search(r"```python\n(.*?)```", page, re.S).group(1), reader)
reader["load_file"] = functools.lru_cache(reader["load_file"])


def stream(model, path):
    words = json.load(open(pathlib.Path(model) / "tokenizer.json", encoding="utf-8"))["model"]["vocab"]
    end, unknown = words["</s>"], words["<unk>"]
    ids = [end]
    for line in open(path, encoding="utf-8").read().split("\n")[:-1]:
        ids += [words.get(word, unknown) for word in line.split()] + [end]
    return torch.tensor(ids)


if __name__ == "__main__":
    model, ids = sys.argv[1], stream(*sys.argv[1:])
    window = json.load(open(pathlib.Path(model) / "config.json"))["max_positions"]
    nats = 0.0
    for at in range(0, len(ids) - 1, window):
        target = ids[at + 1 : at + 1 + window]
        scores = reader["log_probs"](model, ids[at : at + len(target)])
        nats -= scores[torch.arange(len(target)), target].double().sum().item()
    print(json.dumps({"tokens": len(ids) - 1, "loss": nats / (len(ids) - 1), "perplexity": math.exp(nats / (len(ids) - 1))}))
