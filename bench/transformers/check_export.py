"""Loads a model directory or checkpoint of Noisette with transformers and says what it finds.

    python check_export.py DIR [--text TEXT]

Fails if a key is missing, unexpected or of another shape, if the tokenizer of transformers gives other ids than
tokenizer.json itself, or if <mask> is not one token. Prints scores of a fixed input, to hold Noisette's against.
"""
import argparse
import json
import os

import torch
from tokenizers import Tokenizer
from transformers import AutoConfig, AutoTokenizer, BartForConditionalGeneration, GenerationConfig

TEXT = "The first <mask> of a day, and déjà vu:  two spaces, 1,234 numbers!\nA new line <mask>."


def check_model(directory):
    model, info = BartForConditionalGeneration.from_pretrained(directory, output_loading_info=True)
    wrong = {key: sorted(map(str, value)) for key, value in info.items() if value}
    assert not wrong, wrong
    assert model.dtype == torch.float32, model.dtype
    assert model.lm_head.weight is model.model.shared.weight
    config = AutoConfig.from_pretrained(directory)
    assert config.to_dict()["model_type"] == "bart"
    GenerationConfig.from_pretrained(directory)
    print(f"model: {sum(p.numel() for p in model.parameters()):,} parameters, every key in its place")
    return model.eval()


def check_tokenizer(directory, text):
    ours = AutoTokenizer.from_pretrained(directory)
    raw = Tokenizer.from_file(os.path.join(directory, "tokenizer.json"))
    for line in (text, text.replace("<mask>", "word"), "a<mask>b", " <mask>", "<s>x</s>"):
        assert ours(line)["input_ids"] == raw.encode(line).ids, line
        plain = ours(line, add_special_tokens=False)["input_ids"]
        assert plain == raw.encode(line, add_special_tokens=False).ids, line
    assert sorted(ours(text)) == ["attention_mask", "input_ids"], sorted(ours(text))
    ids = ours(text)["input_ids"]
    assert ids[0] == ours.bos_token_id == ours.cls_token_id == 0, ids[0]
    assert ids[-1] == ours.eos_token_id == ours.sep_token_id == 2, ids[-1]
    assert ours.pad_token_id == 1 and ours.unk_token_id == 3
    assert ids.count(ours.mask_token_id) == text.count("<mask>") > 0
    assert ours.decode(ours("Some words, no more.")["input_ids"], skip_special_tokens=True) == "Some words, no more."
    print(f"tokenizer: {type(ours).__name__}, {len(ours):,} tokens, ids as tokenizer.json")
    return ids


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("directory")
    parser.add_argument("--text", default=TEXT)
    arguments = parser.parse_args()
    torch.set_num_threads(1)
    model = check_model(arguments.directory)
    ids = [0, 5, 17, 6, 4, 2]
    if os.path.exists(os.path.join(arguments.directory, "tokenizer.json")):
        ids = check_tokenizer(arguments.directory, arguments.text)
        generated = model.generate(**AutoTokenizer.from_pretrained(arguments.directory)(arguments.text, return_tensors="pt"),
                                   num_beams=4, max_new_tokens=12)
        print("generates:", generated[0].tolist())
    with torch.no_grad():
        scores = model(input_ids=torch.tensor([ids]), decoder_input_ids=torch.tensor([[2] + ids[:-1]])).logits[0]
    print(json.dumps({"ids": ids, "shape": list(scores.shape), "first": scores[0, :4].tolist(),
                      "last": scores[-1, -4:].tolist(), "mean_square": scores.square().mean().item()}))


if __name__ == "__main__":
    main()
