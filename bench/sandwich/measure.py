"""Tokens a second and peak memory of sandwich-lm beside the same model in PyTorch: see bench/README.md.

measure.py CORPUS [--pairs N] [--only REGEX]: CORPUS is made by prepare --tokenizer words.
"""
import argparse, json, pathlib, re, struct, sys

HERE = pathlib.Path(__file__).resolve().parent
sys.path.insert(0, str(HERE.parent / "training"))
import measure

ORDERING = "ssssss" + "sf" * 10 + "ffffff"
DTYPES = {1: "uint8", 3: "int16", 4: "int32", 5: "int64", 8: "uint16"}


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("corpus", type=pathlib.Path)
    parser.add_argument("--pairs", type=int, default=5)
    parser.add_argument("--only", default="")
    given = parser.parse_args()
    bench = measure.Bench(None, None, given.pairs, None)
    index = (given.corpus / "shard-00000.idx").read_bytes()
    dtype = DTYPES[struct.unpack_from("<B", index, 17)[0]]
    vocabulary = json.loads((given.corpus / "tokenizer.json").read_text())["model"]["vocab"]
    size = len(vocabulary)
    print("| what | goal | measured | detail |\n|---|---|---|---|")
    sizes = (("desk", 64, 2, 256, 2048, 128, 2048, 6), ("d 256", 256, 4, 1024, 2048, 256, 2048, 2), ("d 256 in halves", 256, 4, 1024, 2048, 256, 1024, 2))
    for name, d, heads, ffn, tokens, length, micro, steps in sizes:
        cutoffs = [2000, 8000]
        for precision in ("fp32", "bf16"):
            label = f"sandwich(16,6), {name}, vocabulary {size:,}, {tokens:,} tokens a step, {precision}"
            if not re.search(given.only, label):
                continue
            settings = [
                f"corpus={given.corpus}", "preset=desk", f"d-model={d}", f"heads={heads}", f"ffn-dim={ffn}", "cutoffs=2000,8000",
                f"tokens-per-step={tokens}", f"micro-batch-tokens={micro}", f"sequence-length={length}", f"precision={precision}",
                f"threads={measure.THREADS}", "dropout=0.1", "output=unused",
            ]
            ours = measure.java("x", *settings)
            ours[ours.index("io.noisette.bart.x")] = "io.noisette.sandwich.LanguageBench"
            theirs = [
                sys.executable, HERE / "peer.py", given.corpus / "shard-00000.bin", dtype, size, ORDERING, d, heads, ffn,
                ",".join(map(str, cutoffs)), length, tokens, 0.1, precision,
            ]
            bench.ratio(label, "≥ 1.00", ours, theirs, steps)


if __name__ == "__main__":
    main()
