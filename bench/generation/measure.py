"""Measures generation beside transformers' generate, and prints the table of bench/NOTES.md: see bench/README.md.

measure.py [--work DIR] [--pairs N] [--only REGEX] [--class-path PATH]
"""
import argparse, pathlib, random, re, statistics, sys

HERE = pathlib.Path(__file__).resolve().parent
sys.path.insert(0, str(HERE.parent / "training"))
from measure import LAUNCHER, ROOT, THREADS, Server

SOURCE, NEW = 256, 64
WARM_UP = 10  # seconds of CPU time
# layers, d, heads, inner width, vocabulary; requests of one turn for a batch of one
PRESETS = {"tiny": (2, 128, 2, 512, 8192, 8), "mini": (4, 256, 4, 1024, 8192, 4), "base": (6, 768, 12, 3072, 50265, 1)}
# the least ratio that we want, by preset, beams and batch
GOALS = {
    ("tiny", 1, 1): 4, ("tiny", 1, 8): 2.5, ("mini", 1, 1): 4, ("mini", 1, 8): 2.5, ("tiny", 4, 1): 4, ("tiny", 4, 8): 2.5,
    ("mini", 4, 1): 4, ("mini", 4, 8): 2.5, ("base", 1, 1): 1.2, ("base", 1, 8): 2, ("base", 4, 8): 2.5,
}


def model(work, preset):
    directory = work / preset
    if not (directory / "config.json").exists():
        import torch
        from transformers import BartConfig, BartForConditionalGeneration

        layers, d, heads, inner, vocabulary, _ = PRESETS[preset]
        torch.manual_seed(1)
        config = BartConfig(
            vocab_size=vocabulary, d_model=d, encoder_layers=layers, decoder_layers=layers, encoder_attention_heads=heads,
            decoder_attention_heads=heads, encoder_ffn_dim=inner, decoder_ffn_dim=inner, max_position_embeddings=1024,
        )
        made = BartForConditionalGeneration(config)
        for name, values in made.named_parameters():  # with the first weights all targets repeat one token
            if values.dim() > 1:
                values.data.mul_(4)
        made.save_pretrained(directory)
    return directory


def sources(work, preset, batch):
    file = work / f"sources-{preset}-{batch}"
    generator = random.Random(batch)
    vocabulary = PRESETS[preset][4]
    rows = [[0, *(generator.randrange(5, vocabulary) for _ in range(SOURCE - 2)), 2] for _ in range(batch)]
    file.write_text("".join(" ".join(map(str, row)) + "\n" for row in rows))
    return file


def compare(work, pairs, class_path, preset, beams, batch, precision):
    common = [model(work, preset), sources(work, preset, batch), NEW, beams, precision, THREADS]
    ours = ["env", *LAUNCHER, "java", "-XX:+UseSerialGC", "-Xmx512m", "-cp", class_path, "io.noisette.generation.GenerationBench", *common, work / "ours"]
    theirs = [sys.executable, HERE / "peer.py", *common, work / "theirs"]
    count = max(1, PRESETS[preset][5] // batch)
    with Server(ours) as a, Server(theirs) as b:
        spent = 0
        while spent < WARM_UP:  # the JVM compiles
            spent += a.ask("step", count)[1] * count * batch * NEW
        b.ask("step", 1)
        turns = [(a.ask("step", count), b.ask("step", count)) for _ in range(pairs)]
    wall = sorted(their[0] / our[0] for our, their in turns)
    cpu = statistics.median(their[1] / our[1] for our, their in turns)
    rates = [statistics.median(1 / turn[side][1] for turn in turns) for side in (0, 1)]
    found = [(work / name).read_text().splitlines() for name in ("ours", "theirs")]
    same = sum(x == y for x, y in zip(*found))
    goal = GOALS.get((preset, beams, batch)) if precision == "fp32" else None
    print(
        f"| {preset}, {'greedy' if beams == 1 else f'beam {beams}'}, batch {batch}, {precision} | {f'≥ {goal}' if goal else ''} | {cpu:.2f} | "
        f"{statistics.median(wall):.2f} ({wall[0]:.2f} to {wall[-1]:.2f}) | {rates[0]:,.0f} and {rates[1]:,.0f} | "
        f"{turns[-1][0][2]:.0f} and {turns[-1][1][2]:.0f} | {same} of {batch} |",
        flush=True,
    )


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--work", type=pathlib.Path, default=pathlib.Path("/tmp/noisette-generation"))
    parser.add_argument("--pairs", type=int, default=5)
    parser.add_argument("--only", default="")
    target = ROOT / "bench" / "target"
    parser.add_argument("--class-path", default=f"{target}/classes:{target}/lib/*")
    options = parser.parse_args()
    options.work.mkdir(parents=True, exist_ok=True)
    print("| search | goal | by CPU time | by wall clock | tokens a CPU second | peak MiB | same ids |\n|---|---|---|---|---|---|---|")
    for precision in ("fp32", "bf16"):
        for preset in PRESETS:
            for beams in (1, 4):
                for batch in (1, 8, 32):
                    if re.search(options.only, f"{preset} {beams} {batch} {precision}"):
                        compare(options.work, options.pairs, options.class_path, preset, beams, batch, precision)


if __name__ == "__main__":
    main()
