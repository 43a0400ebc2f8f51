"""A small BART from text by tokenizers, transformers and PyTorch alone, as one would write it in Python.

peer.py TRAINING HELD_OUT TOKENIZER SECONDS: lines of text; a tokenizer.json whose ids are used, after one like it has
been trained; seconds of training. Prints the wall time of all stages, tokens and the validation loss as JSON.
HELD_OUT is batches.safetensors of DumpBatches, so that both sides are measured on the same corrupted text.
"""
import json, os, pathlib, re, sys, time

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1] / "training"))
import numpy as np
import torch
from safetensors import safe_open
from peer import Trainer, collated, text_steps
from tokenizers import ByteLevelBPETokenizer, Tokenizer
from transformers import BartConfig, BartForConditionalGeneration

BOS, PAD, EOS, LONGEST, BATCH, RATE, MASKED, MEAN = 0, 1, 2, 62, 32, 3e-3, 0.3, 3.0


def train_tokenizer(path, size):
    ByteLevelBPETokenizer().train([path], vocab_size=size, special_tokens=["<s>", "<pad>", "</s>", "<unk>", "<mask>"])


def blocks(path, tokenizer):
    """Whole sentences of a document up to the longest block, each a list of ids."""
    result = []
    for line in open(path, encoding="utf-8"):
        block = []
        sentences = re.split(r"(?<=[.!?])\s+", line.strip())
        for encoded in tokenizer.encode_batch(sentences, add_special_tokens=False):
            ids = encoded.ids[:LONGEST]
            if block and sum(map(len, block)) + len(ids) > LONGEST:
                result.append(block)
                block = []
            if ids:
                block.append(ids)
        if block:
            result.append(block)
    return result


def infill(ids, mask, random):
    todo, spans = round(MASKED * len(ids)), []
    while todo > 0:
        spans.append(min(todo, random.poisson(MEAN)))
        todo -= max(spans[-1], 0)
    taken, inserted = np.zeros(len(ids), bool), []
    for length in spans:
        start = random.integers(0, len(ids) - length + 1)
        taken[start : start + length] = True
        if length == 0:
            inserted.append(start)
    out = []
    for i, token in enumerate(ids):
        out += [mask] * inserted.count(i)
        if not taken[i]:
            out.append(token)
        elif i == 0 or not taken[i - 1]:
            out.append(mask)
    return out


def corrupt(block, mask, random):
    order = random.permutation(len(block))
    return [BOS, *infill([t for i in order for t in block[i]], mask, random), EOS]


def batch_of(some, mask, random):
    targets = [[BOS, *[t for sentence in block for t in sentence], EOS] for block in some]
    sources = [corrupt(block, mask, random) for block in some]
    flat = lambda rows: torch.tensor([t for row in rows for t in row])
    lengths = lambda rows: torch.tensor([len(row) for row in rows])
    return collated(flat(sources), lengths(sources), flat(targets), lengths(targets)), sum(map(len, targets))


@torch.no_grad()
def validation_loss(model, path):
    model.eval()
    steps, nats, tokens = text_steps(path), 0.0, 0
    with safe_open(path, "pt") as file:
        count = 1 + max(int(name.split(".")[0]) for name in file.keys())
    for _ in range(count):
        parts, n = next(steps)
        for make in parts:
            batch = make()
            nats += model(**batch).loss.item() * (batch["labels"] != -100).sum().item()
        tokens += n
    model.train()
    return nats / tokens


def main():
    training, held_out, tokenizer_file, seconds = *sys.argv[1:4], float(sys.argv[4])
    torch.set_num_threads(int(os.environ.get("BENCH_THREADS", 2)))
    torch.manual_seed(1)
    random = np.random.default_rng(1)
    begun = time.perf_counter()
    tokenizer = Tokenizer.from_file(tokenizer_file)
    train_tokenizer(training, tokenizer.get_vocab_size())
    data = blocks(training, tokenizer)
    mask = tokenizer.token_to_id("<mask>")
    config = BartConfig(
        vocab_size=tokenizer.get_vocab_size(), d_model=128, encoder_layers=2, decoder_layers=2, encoder_attention_heads=2,
        decoder_attention_heads=2, encoder_ffn_dim=512, decoder_ffn_dim=512, dropout=0.0, attention_dropout=0.0,
        activation_dropout=0.0, decoder_start_token_id=EOS, forced_eos_token_id=EOS,
    )
    trainer = Trainer(BartForConditionalGeneration(config), "fp32")
    tokens, steps, start = 0, 0, time.perf_counter()
    prepared = start - begun
    while (spent := time.perf_counter() - start) < seconds:
        if steps * BATCH % len(data) < BATCH:
            order = random.permutation(len(data))
        at = steps * BATCH % len(data)
        batch, n = batch_of([data[i] for i in order[at : at + BATCH]], mask, random)
        # Warm-up over a quarter of the time, as long as what learns to copy needs, then to 0 at its end.
        rate = RATE * min(spent / (0.25 * seconds), (1 - spent / seconds) / 0.75)
        for group in trainer.optimizer.param_groups:
            group["lr"] = rate
        trainer.gradients([lambda: batch], n)
        trainer.update()
        tokens, steps = tokens + n, steps + 1
    wall = time.perf_counter() - begun
    loss = validation_loss(trainer.model, held_out)
    print(json.dumps({"seconds": wall, "prepared": prepared, "steps": steps, "tokens": tokens, "validation_loss": loss}))


if __name__ == "__main__":
    main()
