"""Measures training beside PyTorch and transformers, and prints the table of bench/NOTES.md: see bench/README.md.

measure.py [--work DIR] [--text FILE] [--pairs N] [--only REGEX]
"""
import argparse, os, pathlib, re, statistics, subprocess, sys

ROOT = pathlib.Path(__file__).resolve().parents[2]
PEER = pathlib.Path(__file__).with_name("peer.py")
THREADS = int(os.environ.get("BENCH_THREADS", 2))
LAUNCHER = [  # what the launcher sets for the product
    "MALLOC_MMAP_MAX_=0", "MALLOC_TRIM_THRESHOLD_=4000000000", "MALLOC_TOP_PAD_=268435456", "MALLOC_ARENA_MAX=64",
    "ONEDNN_PRIMITIVE_CACHE_CAPACITY=512", "LRU_CACHE_CAPACITY=512",
]
PRESETS = {
    # rows, source and target tokens of the dense comparison; vocabulary; steps of one request
    "tiny": (16, 64, 64, 8192, 20),
    "mini": (16, 64, 64, 8192, 5),
    "base": (8, 128, 128, 50265, 1),
}


class Server:
    """A process that answers requests with seconds, CPU seconds, tokens or operations, and its peak MiB."""

    def __init__(self, command):
        self.process = subprocess.Popen(
            [str(c) for c in command], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
        )

    def ask(self, what, count):
        self.process.stdin.write(f"{what} {count}\n")
        self.process.stdin.flush()
        line = self.process.stdout.readline()
        if not line:
            raise SystemExit(f"a process ended: {self.process.args}")
        seconds, cpu, amount, peak = map(float, line.split())
        return seconds / amount, cpu / amount, peak

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.process.stdin.close()
        self.process.wait()


def java(main, *arguments):
    target = ROOT / "bench" / "target"
    class_path = f"{target}/classes:{target}/lib/*"
    return ["env", *LAUNCHER, "java", "-XX:+UseSerialGC", "-Xms32m", "-cp", class_path, f"io.noisette.bart.{main}", *arguments]


def python(*arguments):
    return [sys.executable, PEER, *arguments]


class Bench:
    def __init__(self, work, text, pairs, only):
        self.work, self.text, self.pairs, self.only = work, text, pairs, only

    def wanted(self, name):
        return not self.only or re.search(self.only, name)

    def ratio(self, name, goal, ours, theirs, steps):
        """Their time over ours, for the same amount: alternating, the median of the pairs."""
        with Server(ours) as a, Server(theirs) as b:
            a.ask("step", max(2, steps)), b.ask("step", max(2, steps))  # warm-up
            results = [(a.ask("step", steps), b.ask("step", steps)) for _ in range(self.pairs)]
        wall = sorted(theirs[0] / ours[0] for ours, theirs in results)
        cpu = statistics.median(theirs[1] / ours[1] for ours, theirs in results)
        rate = statistics.median(1 / ours[0] for ours, _ in results)
        peak = results[-1][0][2] / results[-1][1][2]
        self.row(
            name, goal, f"{statistics.median(wall):.2f}",
            f"{wall[0]:.2f} to {wall[-1]:.2f}; by CPU time {cpu:.2f}; {rate:,.0f} tokens/s",
        )
        mib = f"{results[-1][0][2]:.0f} and {results[-1][1][2]:.0f} MiB"
        self.row(f"{name}: peak memory beside theirs", "≤ 1.00", f"{peak:.2f}", mib)

    def row(self, name, goal, measured, detail):
        print(f"| {name} | {goal} | {measured} | {detail} |", flush=True)

    def dense(self, preset):
        rows, source, target, vocabulary, steps = PRESETS[preset]
        common = [f"preset={preset}", f"vocab-size={vocabulary}", f"threads={THREADS}", "dropout=0"]
        for precision in ("fp32", "bf16"):
            name = f"dense {preset} {rows}×({source}+{target}) {precision}"
            if not self.wanted(name):
                continue
            model = self.model(preset, vocabulary)
            self.ratio(
                name, "≥ 1.00",
                java("DenseBench", rows, source, target, *common, f"precision={precision}"),
                python("dense", rows, source, target, model, precision), steps,
            )

    def on_text(self, preset, tokens, length, goals):
        for (precision, theirs), goal in goals.items():
            name = f"text {preset}, {tokens:,} tokens a step, {precision} beside their {theirs}"
            if not self.wanted(name):
                continue
            settings = [
                f"corpus={self.corpus(PRESETS[preset][3])}", f"preset={preset}", f"tokens-per-step={tokens}",
                f"sequence-length={length}", f"threads={THREADS}", "checkpoint-every=1000000",
            ]
            dump = self.dump(f"text-{preset}", settings, 40 if preset == "base" else 200)
            run = self.work / f"run-{preset}-{precision}"
            self.ratio(
                name, goal, java("TextBench", *settings, f"precision={precision}", f"output={run}"),
                python("text", dump / "batches.safetensors", dump / "model", theirs),
                PRESETS[preset][4],
            )

    def ceiling(self, preset, goal, precision="fp32"):
        """Operations a second of the necessary products in forward and backward, over those of large products."""
        rows, source, target, vocabulary, _ = PRESETS[preset]
        rows = 4096 // target
        name = f"share of the {precision} ceiling, {preset}, {rows}×({source}+{target})"
        if not self.wanted(name):
            return
        common = [f"preset={preset}", f"vocab-size={vocabulary}", f"threads={THREADS}", "dropout=0", f"precision={precision}"]
        with Server(java("DenseBench", rows, source, target, *common)) as server:
            server.ask("pass", 2), server.ask("gemm", 3)
            pairs = [(server.ask("pass", 1 if preset == "base" else 3), server.ask("gemm", 3)) for _ in range(self.pairs)]
        share = statistics.median(gemm[0] / ours[0] for ours, gemm in pairs)
        cpu = statistics.median(gemm[1] / ours[1] for ours, gemm in pairs)
        gflops = statistics.median(1e-9 / gemm[0] for _, gemm in pairs)
        self.row(name, goal, f"{share:.2f}", f"by CPU time {cpu:.2f}; ceiling {gflops:.0f} GFLOP/s")

    def flat(self, preset, budgets):
        """Time a token at each size of step, beside the smallest."""
        name = f"cost a token at {', '.join(f'{b:,}' for b in budgets)} tokens a step, {preset}"
        if not self.wanted(name):
            return
        servers = [
            Server(java(
                "TextBench", f"corpus={self.corpus(PRESETS[preset][3])}", f"preset={preset}", f"tokens-per-step={b}",
                f"micro-batch-tokens={b}", f"threads={THREADS}", "checkpoint-every=1000000", f"output={self.work / f'run-flat-{b}'}",
            ))
            for b in budgets
        ]
        steps = [max(1, 2 * budgets[-1] // b) for b in budgets]
        for server, count in zip(servers, steps):
            server.ask("step", count)
        rounds = [[s.ask("step", n) for s, n in zip(servers, steps)] for _ in range(self.pairs)]
        for server in servers:
            server.__exit__()
        wall = [statistics.median(r[i][0] / r[0][0] for r in rounds) for i in range(len(budgets))]
        cpu = [statistics.median(r[i][1] / r[0][1] for r in rounds) for i in range(len(budgets))]
        show = lambda values: ", ".join(f"{v:.2f}" for v in values)
        self.row(name, "flat", show(wall), f"by CPU time {show(cpu)}")

    def corpus(self, vocabulary):
        corpus = self.work / f"corpus-{vocabulary}"
        if not corpus.exists():
            tokenizer = self.work / f"tokenizer-{vocabulary}.json"
            noisette = ROOT / "noisette"
            run([noisette, "tokenizer-train", "--text", self.text, "--vocab-size", vocabulary, "--output", tokenizer])
            run([noisette, "prepare", "--text", self.text, "--tokenizer", tokenizer, "--output", corpus])
        return corpus

    def model(self, preset, vocabulary):
        settings = [f"corpus={self.corpus(vocabulary)}", f"preset={preset}", "dropout=0"]
        return self.dump(f"model-{preset}", settings, 1) / "model"

    def dump(self, name, settings, steps):
        directory = self.work / name
        if not (directory / "batches.safetensors").exists():
            run(java("DumpBatches", directory, *settings, "precision=fp32", f"steps={steps}"))
        return directory


def run(command):
    subprocess.run([str(c) for c in command], check=True, stdout=sys.stderr)


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--work", type=pathlib.Path, default=pathlib.Path("/tmp/noisette-bench"))
    parser.add_argument(
        "--text", type=pathlib.Path, default=ROOT.parent / "shared/data/wikipedia-en-2021/train-00.txt.gz"
    )
    parser.add_argument("--pairs", type=int, default=7)
    parser.add_argument("--only", help="measure only rows whose name this expression finds")
    given = parser.parse_args()
    given.work.mkdir(parents=True, exist_ok=True)
    bench = Bench(given.work, given.text, given.pairs, given.only)
    print("| what | goal | measured | detail |\n|---|---|---|---|")
    for preset in PRESETS:
        bench.dense(preset)
    fp32, mixed, bf16 = ("fp32", "fp32"), ("bf16", "fp32"), ("bf16", "bf16")
    bench.on_text("tiny", 1024, 64, {fp32: "≥ 1.40", mixed: "", bf16: ""})
    bench.on_text("mini", 1024, 64, {fp32: "≥ 1.40", mixed: "≥ 4.00", bf16: "≥ 3.00"})
    bench.on_text("base", 4096, 512, {fp32: "≥ 1.40", mixed: "≥ 2.20", bf16: "≥ 2.40"})
    bench.ceiling("mini", "≥ 0.75")
    bench.ceiling("base", "≥ 0.85")
    for preset in PRESETS:
        bench.ceiling(preset, "", "bf16")
    bench.flat("mini", [512, 1024, 4096, 16384])


if __name__ == "__main__":
    main()
