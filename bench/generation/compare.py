"""Compares `generate` with transformers' generate on random models, settings and sources: the texts of all hypotheses.

compare.py TOKENIZER.json TEXT [--first N] [--last N] [--work DIR]      a model for each seed from N to N; TEXT has one source per line

Models differ in sizes, heads, activation and scaled embeddings, and have large weights, so that they write all kinds of things. A model whose texts differ is kept in --work.
Hypotheses with equal scores may change places where rounding decides. Exit code 1 if a text differs.
"""
import argparse, json, pathlib, random, shutil, subprocess, sys

import torch
from transformers import BartConfig, BartForConditionalGeneration, PreTrainedTokenizerFast

ROOT = pathlib.Path(__file__).resolve().parents[2]


def new_model(draw, vocabulary):
    config = BartConfig(
        vocab_size=vocabulary, d_model=draw.choice([16, 32, 48]), encoder_layers=draw.randrange(1, 4), decoder_layers=draw.randrange(1, 4),
        encoder_attention_heads=draw.choice([1, 2, 4]), decoder_attention_heads=draw.choice([1, 2, 4]), encoder_ffn_dim=draw.choice([32, 64, 100]),
        decoder_ffn_dim=draw.choice([32, 64, 100]), max_position_embeddings=draw.choice([64, 128]),
        activation_function=draw.choice(["gelu", "relu", "gelu_new", "silu"]), scale_embedding=draw.random() < 0.4, forced_eos_token_id=None,
    )
    model = BartForConditionalGeneration(config).eval()
    scale = draw.choice([2, 4, 6, 9])
    for name, values in model.named_parameters():
        values.data.mul_(scale) if values.dim() > 1 else values.data.add_(torch.randn_like(values) * (0.2 if "bias" in name else 0))
    model.final_logits_bias.normal_(0, 0.5)
    model.final_logits_bias[0, 2] = draw.choice([0.0, 2.0, 5.0])  # </s> comes early now and then
    return model


def choose_settings(draw, settings):
    settings.do_sample = False
    settings.num_beams = draw.choice([1, 1, 2, 3, 4, 5, 8])
    if settings.num_beams > 1:
        settings.length_penalty = draw.choice([1.0, 0.0, -1.0, 2.0, 0.5])
        settings.early_stopping = draw.choice([True, False, "never"])
    settings.no_repeat_ngram_size = draw.choice([0, 0, 1, 2, 3])
    settings.forced_bos_token_id = draw.choice([None, 0, 0, 50])
    settings.forced_eos_token_id = draw.choice([None, None, 2])
    most = draw.choice([1, 2, 3, 8, 20, 40])
    settings.max_new_tokens, settings.max_length = (most, None) if draw.random() < 0.5 else (None, most + 1)
    least = min(draw.choice([0, 0, 2, 5]), most)
    if least:
        setattr(settings, draw.choice(["min_new_tokens", "min_length"]), least)


def compare(seed, tokenizer, file, lines, work):
    draw = random.Random(seed)
    torch.manual_seed(seed)
    model = new_model(draw, len(tokenizer))
    choose_settings(draw, model.generation_config)
    directory = work / f"model-{seed}"
    model.save_pretrained(directory)
    shutil.copy(file, directory / "tokenizer.json")
    sources = [(draw.choice(lines)[: draw.choice([5, 20, 60, 100])].strip() or "x") for _ in range(draw.choice([1, 5, 12]))]
    (directory / "sources.jsonl").write_text("".join(json.dumps({"source": source}) + "\n" for source in sources))
    best = draw.randrange(1, model.generation_config.num_beams + 1)
    options = ["--best", str(best), "--batch-tokens", draw.choice(["40", "300", "8192"]), "--truncate", "cut", "--format", "jsonl"]
    command = [ROOT / "noisette", "generate", "--model", directory, "--input", directory / "sources.jsonl", *options]
    rows = [json.loads(line) for line in subprocess.run(command, capture_output=True, text=True, check=True).stdout.splitlines()]
    differences = 0
    for source, row in zip(sources, rows, strict=True):
        ids = tokenizer(source, return_tensors="pt", truncation=True, max_length=model.config.max_position_embeddings)
        with torch.inference_mode():
            found = model.generate(input_ids=ids.input_ids, attention_mask=ids.attention_mask, num_return_sequences=best)
        theirs = [tokenizer.decode(each, skip_special_tokens=True).strip() for each in found]
        ours = [each["prediction"].strip() for each in row.get("best", [row])]
        if ours != theirs:
            differences += 1
            print(f"{directory}: {source!r}\n  ours   {ours}\n  theirs {theirs}")
    if not differences:
        shutil.rmtree(directory)
    return len(sources), differences


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("tokenizer", type=pathlib.Path)
    parser.add_argument("text", type=pathlib.Path)
    parser.add_argument("--first", type=int, default=1)
    parser.add_argument("--last", type=int, default=20)
    parser.add_argument("--work", type=pathlib.Path, default=pathlib.Path("/tmp/noisette-compared"))
    given = parser.parse_args()
    given.work.mkdir(parents=True, exist_ok=True)
    special = dict(bos_token="<s>", eos_token="</s>", pad_token="<pad>", unk_token="<unk>", mask_token="<mask>", cls_token="<s>", sep_token="</s>")
    tokenizer = PreTrainedTokenizerFast(tokenizer_file=str(given.tokenizer), **special)
    lines = [line for line in given.text.read_text().splitlines() if len(line) > 8]
    counts = [compare(seed, tokenizer, given.tokenizer, lines, given.work) for seed in range(given.first, given.last + 1)]
    sources, differences = map(sum, zip(*counts))
    print(f"{len(counts)} models, {sources} sources: {differences} differ")
    sys.exit(1 if differences else 0)


if __name__ == "__main__":
    main()
