"""Examples a second of fine-tuning beside the published loop, and the cost of adversarial passes: see bench/README.md.

measure.py --model DIR --data GLUE [--pairs N] [--only REGEX]
"""
import argparse, pathlib, re, statistics, sys

HERE = pathlib.Path(__file__).resolve().parent
sys.path.insert(0, str(HERE.parent / "training"))
import measure
from measure import Server, THREADS


def ours(task, data, model, adversary, precision):
    settings = [f"task={task.lower()}", f"data={data}", f"model={model}", f"adversary={adversary}", f"precision={precision}"]
    if adversary != "none":
        settings += ["adv-steps=3", "adv-lr=0.025", "adv-init-mag=0.2", "adv-max-norm=0.2"]
    command = measure.java("x", *settings, f"threads={THREADS}", "output=unused")
    command[command.index("io.noisette.bart.x")] = "io.noisette.freelb.FineTuningBench"
    return command


def peer(task, data, model, passes, pad, bf16=0):
    return ["env", f"NOISETTE_PEER_BF16={bf16}", sys.executable, HERE / "peer.py", "serve", task, data, model, passes, pad]


def compare(name, goal, a, b, steps, pairs):
    """b's time over a's, an example."""
    with Server(a) as first, Server(b) as second:
        first.ask("step", steps), second.ask("step", steps)
        results = [(first.ask("step", steps), second.ask("step", steps)) for _ in range(pairs)]
    wall = sorted(theirs[0] / mine[0] for mine, theirs in results)
    cpu = statistics.median(theirs[1] / mine[1] for mine, theirs in results)
    rate = statistics.median(1 / mine[0] for mine, _ in results)
    memory = f"{results[-1][0][2]:.0f} and {results[-1][1][2]:.0f} MiB"
    print(f"| {name} | {goal} | {statistics.median(wall):.2f} | {wall[0]:.2f} to {wall[-1]:.2f}; by CPU time {cpu:.2f}; {rate:.0f} examples/s; {memory} |", flush=True)


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--model", required=True)
    parser.add_argument("--data", required=True)
    parser.add_argument("--pairs", type=int, default=5)
    parser.add_argument("--only", default="")
    given = parser.parse_args()
    print("| what | goal | measured | detail |\n|---|---|---|---|")
    rows = []
    for task, goal in (("CoLA", "≥ 4"), ("MRPC", "≥ 2")):
        here = (task, given.data, given.model)
        mine, bf16 = ours(*here, "freelb", "fp32"), ours(*here, "freelb", "bf16")
        rows += [
            (f"{task} FreeLB-3 fp32 beside the script, padded to 128", goal, mine, peer(*here, 3, 128)),
            (f"{task} FreeLB-3 fp32 beside the loop, padded to the longest", "≥ 1.25", mine, peer(*here, 3, 0)),
            (f"{task} FreeLB-3 bf16 beside the loop in autocast, padded to the longest", "≥ 2.5", bf16, peer(*here, 3, 0, 1)),
            (f"{task} FreeLB-3 bf16 beside fp32", "", bf16, mine),
            (f"{task} cost of FreeLB-3 over plain, fp32", "≤ 3.06", ours(*here, "none", "fp32"), mine),
        ]
    for name, goal, a, b in rows:
        if re.search(given.only, name):
            compare(name, goal, a, b, 3, given.pairs)


if __name__ == "__main__":
    main()
