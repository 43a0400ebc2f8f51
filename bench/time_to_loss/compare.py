"""Time to the same validation loss, text in: quickstart beside peer.py, both on BENCH_THREADS threads (2).

compare.py WORK [--seconds S] [--share R]: the peer trains for S seconds; quickstart gets R times the peer's whole time.
The goal is met if quickstart's loss is not above the peer's.
"""
import argparse, json, os, pathlib, subprocess, sys, time

HERE = pathlib.Path(__file__).resolve().parent
ROOT = HERE.parents[1]
NOISETTE = os.environ.get("NOISETTE", str(ROOT / "noisette"))
sys.path.insert(0, str(HERE.parent / "training"))
from measure import java


def run(command, **more):
    return subprocess.run([str(c) for c in command], check=True, stdout=subprocess.PIPE, text=True, **more).stdout


def quickstart(output, minutes):
    begun = time.perf_counter()
    run([NOISETTE, "quickstart", "--minutes", f"{minutes:.3f}", "--output", output])
    wall = time.perf_counter() - begun
    lines = [json.loads(line) for line in open(output / "run" / "metrics.jsonl")]
    loss = [line["validation_loss"] for line in lines if "validation_loss" in line][-1]
    tokens = [line["target_tokens"] for line in lines if "target_tokens" in line]
    return {"seconds": wall, "tokens": tokens[-1:], "validation_loss": loss}


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("work", type=pathlib.Path)
    parser.add_argument("--seconds", type=float, default=300)
    parser.add_argument("--share", type=float, default=0.6)
    given = parser.parse_args()
    first = given.work / "text"
    if not (first / "run").exists():
        quickstart(first, 0.1)  # text, tokenizer and corpora, which the peer reads
    dump = given.work / "held-out"
    if not dump.exists():
        run(java("DumpBatches", dump, f"corpus={first / 'held-out'}", "preset=tiny", "steps=14"))
    peer = json.loads(
        run([sys.executable, HERE / "peer.py", first / "text" / "train.txt", dump / "batches.safetensors", first / "corpus" / "tokenizer.json", given.seconds])
    )
    print("peer", json.dumps(peer), flush=True)
    budget = given.share * peer["seconds"]
    ours = quickstart(given.work / f"ours-{int(budget)}", (budget - 12) / 60)  # minutes are of training: 12 s for the rest
    print("ours", json.dumps(ours), flush=True)
    print(f"time {ours['seconds'] / peer['seconds']:.2f} of the peer's, loss {ours['validation_loss']:.3f} beside {peer['validation_loss']:.3f}")


if __name__ == "__main__":
    main()
