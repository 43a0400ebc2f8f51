"""Shows that Noisette goes on from a model that transformers has written.

    python init_from.py TEXT DIR [--noisette PATH]

TEXT is plain UTF-8, a document a line; its first 400 lines of 40 to 400 characters are used. Trains a small BART with
transformers, writes it with its tokenizer, has bart-pretrain --init-from go on from it without noise or dropout, and
holds the loss of step 1, which takes every document, against that of transformers on the same documents. After 20
steps transformers reads the checkpoint, and its loss is held against Noisette's validation loss.
"""
import argparse
import json
import os
import subprocess

import torch
from tokenizers import ByteLevelBPETokenizer
from transformers import BartConfig, BartForConditionalGeneration, BartTokenizerFast

ROOT = os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "..")
SPECIAL = ["<s>", "<pad>", "</s>", "<unk>"]
VOCABULARY, LONGEST, TOLERANCE = 1_000, 510, 1e-5


def read_documents(path):
    lines = (line.strip() for line in open(path, encoding="utf-8"))
    return [line for line in lines if 40 <= len(line) <= 400][:400]


def write_tokenizer(text, directory):
    trained = ByteLevelBPETokenizer()
    trained.train([text], vocab_size=VOCABULARY - 1, special_tokens=SPECIAL, show_progress=False)
    trained.save_model(directory)
    tokenizer = BartTokenizerFast.from_pretrained(directory)
    tokenizer.save_pretrained(directory)
    return tokenizer


def new_model(tokenizer):
    torch.manual_seed(1)
    return BartForConditionalGeneration(BartConfig(
        vocab_size=len(tokenizer), d_model=64, encoder_layers=2, decoder_layers=2, encoder_attention_heads=4,
        decoder_attention_heads=4, encoder_ffn_dim=128, decoder_ffn_dim=128, max_position_embeddings=512, dropout=0.0))


def nats(model, ids):
    """The loss of a document without noise, summed over its tokens, <s> and </s> included."""
    target = torch.tensor([[0] + ids + [2]])
    shifted = torch.cat([torch.tensor([[2]]), target[:, :-1]], dim=1)
    logits = model(input_ids=target, decoder_input_ids=shifted).logits
    return torch.nn.functional.cross_entropy(logits[0], target[0], reduction="sum")


def train_a_little(model, documents):
    optimizer = torch.optim.AdamW(model.parameters(), lr=3e-3)
    for step in range(60):
        loss = sum(nats(model, documents[(step * 4 + i) % len(documents)]) for i in range(4))
        optimizer.zero_grad()
        (loss / 400).backward()
        optimizer.step()


def mean_loss(model, documents):
    with torch.no_grad():
        return sum(nats(model, ids).item() for ids in documents) / count_targets(documents)


def count_targets(documents):
    return sum(len(ids) + 2 for ids in documents)


def noisette(program, verb, **options):
    words = [f"--{key.replace('_', '-')}={value}" for key, value in options.items()]
    subprocess.run([program, verb, *words], check=True, stdout=subprocess.DEVNULL)


def compare(what, ours, theirs):
    print(f"{what}: Noisette {ours:.6f}, transformers {theirs:.6f}, relative difference {abs(ours - theirs) / theirs:.1e}")
    assert abs(ours - theirs) <= TOLERANCE * theirs, what


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("text")
    parser.add_argument("directory")
    parser.add_argument("--noisette", default=os.path.join(ROOT, "noisette"))
    arguments = parser.parse_args()
    torch.set_num_threads(1)
    start, text, corpus, run = (os.path.join(arguments.directory, name) for name in ("start", "text.txt", "corpus", "run"))
    os.makedirs(start)
    lines = read_documents(arguments.text)
    with open(text, "w", encoding="utf-8") as file:
        file.write("\n".join(lines) + "\n")
    tokenizer = write_tokenizer(text, start)
    documents = [tokenizer(line, add_special_tokens=False)["input_ids"] for line in lines]
    assert max(map(len, documents)) <= LONGEST
    model = new_model(tokenizer)
    untrained = mean_loss(model, documents)
    train_a_little(model, documents)
    model.save_pretrained(start)
    expected = mean_loss(model, documents)
    print(f"{len(documents)} documents, {count_targets(documents):,} target tokens; loss {untrained:.3f} -> {expected:.3f}")

    program = arguments.noisette
    noisette(program, "prepare", text=text, tokenizer=os.path.join(start, "tokenizer.json"), documents="line", output=corpus)
    noisette(program, "bart-pretrain", corpus=corpus, validation=corpus, validation_tokens=0, output=run, init_from=start,
             noise="none", dropout=0, steps=20, sequence_length=LONGEST + 2, tokens_per_step=count_targets(documents),
             micro_batch_tokens=4096, learning_rate=1e-3, warmup_steps=0, log_every=1)
    with open(os.path.join(run, "metrics.jsonl"), encoding="utf-8") as file:
        metrics = [json.loads(line) for line in file]
    compare("loss of step 1", metrics[0]["loss"], expected)
    trained = BartForConditionalGeneration.from_pretrained(os.path.join(run, "checkpoints", "latest")).eval()
    compare("after 20 steps", metrics[-1]["validation_loss"], mean_loss(trained, documents))


if __name__ == "__main__":
    main()
