"""Holds models and tokenizers of Noisette against transformers, class by class, both ways.

    python check_models.py DIR --text TEXT --bert-vocab vocab.txt --bpe-vocab vocab.json --merges merges.txt

For every class transformers writes a small random model, with a vocabulary and no tokenizer.json, as older directories are. It is
read and written by Noisette's classes, and copied by `noisette export`, as it stands, with `--half`, and under the names that
tensors once had. transformers must load each without a missing or unexpected key and with the same weights to the bit; scores of one text, Noisette's own
among them, may differ by 1e-5 of the largest. Ids of all lines of TEXT, of pairs of neighbours, and of pairs cut to 24 tokens must be
those of the tokenizers of transformers.
"""
import argparse
import json
import os
import shutil
import subprocess

import torch
import transformers
from safetensors.torch import load_file, save_file
from transformers import (AutoTokenizer, BartConfig, BartForConditionalGeneration, BartForQuestionAnswering, BartForSequenceClassification,
                          BartModel, BertConfig, BertForMaskedLM, BertForSequenceClassification, BertForTokenClassification, BertModel, BertTokenizerFast,
                          RobertaConfig, RobertaForMaskedLM, RobertaForSequenceClassification, RobertaForTokenClassification, RobertaModel,
                          RobertaTokenizerFast)

ROOT = os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "..")
SHORT = 24
BART = dict(vocab_size=50265, d_model=24, encoder_layers=2, decoder_layers=1, encoder_attention_heads=3, decoder_attention_heads=2,
            encoder_ffn_dim=40, decoder_ffn_dim=28, max_position_embeddings=128, activation_function="gelu_new")
ENCODER = dict(hidden_size=24, num_hidden_layers=2, num_attention_heads=4, intermediate_size=36, max_position_embeddings=130)
LABELS = dict(id2label={0: "no", 1: "yes", 2: "<maybe>"}, label2id={"no": 0, "yes": 1, "<maybe>": 2})


def configurations():
    bert = dict(ENCODER, vocab_size=30522, type_vocab_size=2, hidden_act="relu")
    roberta = dict(ENCODER, vocab_size=50265, type_vocab_size=1, layer_norm_eps=1e-5)
    yield BartForConditionalGeneration, BartConfig(**BART)
    yield BartForSequenceClassification, BartConfig(**BART, **LABELS)
    yield BartForQuestionAnswering, BartConfig(**BART, scale_embedding=True)
    yield BertForMaskedLM, BertConfig(**bert)
    yield BertForSequenceClassification, BertConfig(**bert, **LABELS)
    yield BertForTokenClassification, BertConfig(**bert, **LABELS)
    yield RobertaForMaskedLM, RobertaConfig(**roberta)
    yield RobertaForSequenceClassification, RobertaConfig(**roberta, num_labels=1)
    yield RobertaForTokenClassification, RobertaConfig(**roberta, **LABELS)
    yield BartModel, BartConfig(**BART)
    yield BertModel, BertConfig(**bert)
    yield RobertaModel, RobertaConfig(**roberta)


def is_bert(model_class):
    return model_class.__name__.startswith("Bert")


def is_headless(model_class):
    return model_class.__name__.endswith("Model")


def write_source(directory, model_class, config, arguments):
    torch.manual_seed(5)
    model = model_class(config).eval()
    with torch.no_grad():
        for parameter in model.parameters():
            parameter.add_(0.1 * torch.randn_like(parameter))
    model.save_pretrained(directory)
    if is_bert(model_class):
        shutil.copy(arguments.bert_vocab, os.path.join(directory, "vocab.txt"))
    else:
        shutil.copy(arguments.bpe_vocab, os.path.join(directory, "vocab.json"))
        shutil.copy(arguments.merges, os.path.join(directory, "merges.txt"))
    return model


def write_old(source, directory):
    """The same weights as files of long ago have them: other names, copies of tied matrices, counters."""
    shutil.copytree(source, directory)
    path = os.path.join(directory, "model.safetensors")
    old = {}
    for name, tensor in load_file(path).items():
        name = name.replace("LayerNorm.weight", "LayerNorm.gamma").replace("LayerNorm.bias", "LayerNorm.beta")
        old[name] = tensor
        if name.endswith("word_embeddings.weight") and "cls.predictions.bias" in load_file(path):
            old["cls.predictions.decoder.weight"] = tensor.clone()
        if name == "cls.predictions.bias":
            old["cls.predictions.decoder.bias"] = tensor.clone()
        if name == "lm_head.bias":
            old["lm_head.decoder.bias"] = tensor.clone()
        if name == "model.shared.weight":
            for copy in ("lm_head.weight", "model.encoder.embed_tokens.weight", "model.decoder.embed_tokens.weight"):
                old[copy] = tensor.clone()
        if name.endswith("embeddings.position_embeddings.weight"):
            old[name.replace("position_embeddings.weight", "position_ids")] = torch.arange(len(tensor))[None]
    save_file(old, path, metadata={"format": "pt"})


def load(model_class, directory, **options):
    model, info = model_class.from_pretrained(directory, output_loading_info=True, **options)
    wrong = {key: sorted(map(str, value)) for key, value in info.items() if value}
    assert not wrong, (directory, wrong)
    return model.eval()


def scores(model, inputs):
    with torch.no_grad():
        if isinstance(model, BartForConditionalGeneration):
            outputs = model(input_ids=inputs["input_ids"], decoder_input_ids=inputs["input_ids"])
        else:
            outputs = model(**inputs)
    if isinstance(model, BartForQuestionAnswering):
        return torch.stack([outputs.start_logits[0], outputs.end_logits[0]], -1).flatten()
    return outputs[0].flatten()


def distance(actual, expected):
    return ((actual - expected).abs().max() / expected.abs().max()).item()


def assert_equal(expected, actual):
    assert list(expected) == list(actual)
    for key, tensor in expected.items():
        assert torch.equal(tensor, actual[key]), key


def noisette(*words):
    subprocess.run([os.path.join(ROOT, "noisette"), *words], check=True, stdout=subprocess.DEVNULL)


def java(*words, text=None):
    classes = os.path.join(ROOT, "launcher", "target")
    class_path = os.path.join(classes, "classes") + ":" + open(os.path.join(classes, "class-path")).read().strip()
    program = ["java", "-XX:TieredStopAtLevel=1", "-cp", class_path, os.path.join(ROOT, "bench", "transformers", "Models.java")]
    return subprocess.run(program + list(words), check=True, input=text, capture_output=True, encoding="utf-8").stdout


def check_model(model_class, config, arguments):
    name = model_class.__name__
    place = {kind: os.path.join(arguments.directory, name, kind) for kind in ("source", "old", "written", "exported", "half", "renamed")}
    model = write_source(place["source"], model_class, config, arguments)
    write_old(place["source"], place["old"])
    noisette("export", "--model", place["source"], "--output", place["exported"])
    noisette("export", "--model", place["source"], "--output", place["half"], "--half")
    noisette("export", "--model", place["old"], "--output", place["renamed"])
    text = "Noisette writes what transformers reads."
    inputs = AutoTokenizer.from_pretrained(place["exported"])(text, return_tensors="pt")
    expected = scores(model, inputs)
    same = ["exported", "renamed"]
    differences = {}
    if not is_headless(model_class):
        ids = inputs["input_ids"][0].tolist()
        ours = torch.tensor(json.loads(java("rewrite", place["source"], place["written"], json.dumps(ids), json.dumps([0] * len(ids)))))
        differences["Noisette's own"] = distance(ours, expected)
        same.append("written")
    for kind in same:
        loaded = load(model_class, place[kind])
        assert_equal(model.state_dict(), loaded.state_dict())
        differences[kind] = distance(scores(loaded, inputs), expected)
        assert AutoTokenizer.from_pretrained(place[kind])(text)["input_ids"] == inputs["input_ids"][0].tolist(), (name, kind)
    half = load(model_class, place["half"], dtype="auto")
    assert half.dtype == torch.float16, half.dtype
    assert_equal({key: tensor.half() for key, tensor in model.state_dict().items()}, half.state_dict())
    kept = load(model_class, place["exported"]).config
    assert kept.id2label == config.id2label, kept.id2label
    assert max(differences.values()) <= 1e-5, differences
    print(f"{name}: no key missing or unexpected in {len(same) + 1} directories, weights equal; scores differ by "
          + ", ".join(f"{value:.1e} ({kind})" for kind, value in differences.items()), flush=True)


def check_ids(reference, directory, lines, **options):
    tokenizer = AutoTokenizer.from_pretrained(directory)
    pairs = list(zip(lines, lines[1:]))
    for batch, words in ((lines, {}), (pairs, {}), (pairs, dict(truncation="longest_first", max_length=SHORT))):
        text = "\n".join(line if isinstance(line, str) else "\t".join(line) for line in batch) + "\n"
        ours = [json.loads(line) for line in java("encode", directory, str(words.get("max_length", 100_000)), text=text).splitlines()]
        assert len(ours) == len(batch)
        columns = [batch] if isinstance(batch[0], str) else [list(column) for column in zip(*batch)]
        for theirs in (reference, tokenizer):
            expected = theirs(*columns, return_token_type_ids=True, **words)
            for i, (ids, types) in enumerate(ours):
                assert ids == expected["input_ids"][i], (batch[i], ids, expected["input_ids"][i])
                assert types == expected["token_type_ids"][i], batch[i]
    print(f"{type(reference).__name__}: ids and types of {len(lines):,} lines and {2 * len(pairs):,} pairs are equal", flush=True)


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("directory")
    for option in ("--text", "--bert-vocab", "--bpe-vocab", "--merges"):
        parser.add_argument(option, required=True)
    arguments = parser.parse_args()
    torch.set_num_threads(1)
    transformers.logging.set_verbosity_error()
    transformers.utils.logging.disable_progress_bar()
    print("transformers", transformers.__version__, "torch", torch.__version__)
    for model_class, config in configurations():
        check_model(model_class, config, arguments)
    lines = [line.strip().replace("\t", " ") for line in open(arguments.text, encoding="utf-8")]
    lines = [line for line in lines if line][:5000]
    place = lambda name: os.path.join(arguments.directory, name, "exported")
    check_ids(BertTokenizerFast(vocab=arguments.bert_vocab), place("BertModel"), lines)
    check_ids(RobertaTokenizerFast(vocab=arguments.bpe_vocab, merges=arguments.merges), place("RobertaModel"), lines)


if __name__ == "__main__":
    main()
