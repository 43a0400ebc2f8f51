"""Time to the same validation loss, text in: our verbs beside peer.py, both on BENCH_THREADS threads (2).

compare.py WORK [--seconds S] [--share R]: the peer trains for S seconds; ours get R times the peer's whole time.
The goal is met if our loss is then not above the peer's.
"""
import argparse, json, os, pathlib, subprocess, sys, time

HERE = pathlib.Path(__file__).resolve().parent
ROOT = HERE.parents[1]
NOISETTE = os.environ.get("NOISETTE", str(ROOT / "noisette"))
sys.path.insert(0, str(HERE.parent / "training"))
from measure import THREADS, java


def run(command, **more):
    return subprocess.run([str(c) for c in command], check=True, stdout=subprocess.PIPE, text=True, **more).stdout


def timed(*command):
    begun = time.perf_counter()
    run([NOISETTE, *command])
    return time.perf_counter() - begun


def prepared(text, work):
    """Tokenizer and corpora; the seconds that they took."""
    tokenizer = work / "tokenizer.json"
    spent = timed("tokenizer-train", "--text", text / "train.txt", "--vocab-size", 4096, "--output", tokenizer)
    for name, file in (("corpus", "train.txt"), ("held-out", "valid.txt")):
        options = ["--text", text / file, "--documents", "line", "--tokenizer", tokenizer]
        spent += timed("prepare", *options, "--output", work / name)
    return spent


def pretrained(work, steps):
    run_directory = work / f"run-{steps}"
    spent = timed(
        "bart-pretrain", "--preset", "tiny", "--corpus", work / "corpus", "--validation", work / "held-out", "--output", run_directory,
        "--steps", steps, "--warmup-steps", min(600, steps // 3), "--validate-every", 1000000, "--checkpoint-every", 1000000,
        "--threads", THREADS,
    )
    losses = [json.loads(line) for line in open(run_directory / "metrics.jsonl")]
    return spent, [line["validation_loss"] for line in losses if "validation_loss" in line][-1]


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("work", type=pathlib.Path)
    parser.add_argument("--seconds", type=float, default=300)
    parser.add_argument("--share", type=float, default=0.6)
    given = parser.parse_args()
    sample = given.work / "text"
    if not (sample / "text" / "train.txt").exists():
        run([NOISETTE, "quickstart", "--minutes", 0.1, "--output", sample])  # for the sample text
    text = sample / "text"
    work = given.work / str(int(time.time()))
    preparing = prepared(text, work)
    dump = given.work / "held-out"
    if not dump.exists():
        run(java("DumpBatches", dump, f"corpus={work / 'held-out'}", "preset=tiny", "steps=14"))
    peer = json.loads(
        run([sys.executable, HERE / "peer.py", text / "train.txt", dump / "batches.safetensors", work / "tokenizer.json", given.seconds])
    )
    print("peer", json.dumps(peer), flush=True)
    short, long = pretrained(work, 30)[0], pretrained(work, 230)[0]  # how fast it is: not counted
    start = short - 30 * (long - short) / 200
    steps = int((given.share * peer["seconds"] - preparing - start) / ((long - short) / 200))
    spent, loss = pretrained(work, steps)
    seconds = preparing + spent
    print("ours", json.dumps({"seconds": seconds, "prepared": preparing, "steps": steps, "validation_loss": loss}))
    print(f"time {seconds / peer['seconds']:.2f} of the peer's, loss {loss:.3f} beside {peer['validation_loss']:.3f}")


if __name__ == "__main__":
    main()
