"""Trains transformers' BART on exactly the batches and from exactly the weights of a Noisette run, and compares the losses.

bart_curve.py CORPUS WORK [name=value …]: settings of bart-pretrain; dropout is 0, and the defaults are those of preset tiny.
Noisette runs as its users run it; learning rates come from its metrics.jsonl.
"""
import json, pathlib, subprocess, sys

sys.path.insert(0, str(pathlib.Path(__file__).with_name("training")))
import measure, peer

STEPS = 200
WARMUP = 50
TOLERANCE = 1e-3


def noisette_run(corpus, work, settings):
    """Dumps what the run will train on, then trains: losses and learning rates by step."""
    given = [f"corpus={corpus}", f"steps={STEPS}", f"warmup-steps={WARMUP}", "tokens-per-step=512", "dropout=0", *settings]
    measure.run(measure.java("DumpBatches", work / "dump", *given))
    options = [f"--{setting}" for setting in given]
    measure.run([measure.ROOT / "noisette", "bart-pretrain", *options, f"--output={work / 'run'}", "--log-every=1"])
    with open(work / "run" / "metrics.jsonl") as lines:
        steps = [line for line in map(json.loads, lines) if "loss" in line]
    return [s["loss"] for s in steps], [s["learning_rate"] for s in steps]


def transformers_run(work, rates, precision):
    trainer = peer.Trainer(peer.loaded(work / "dump" / "model"), precision)
    steps = peer.text_steps(work / "dump" / "batches.safetensors")
    losses = []
    for rate in rates:
        for group in trainer.optimizer.param_groups:
            group["lr"] = rate
        losses.append(trainer.gradients(*next(steps)))
        trainer.update()
    return losses


def main():
    corpus, work = map(pathlib.Path, sys.argv[1:3])
    precision = "bf16" if "precision=bf16" in sys.argv else "fp32"
    peer.torch.set_num_threads(peer.THREADS)
    ours, rates = noisette_run(corpus, work, sys.argv[3:])
    theirs = transformers_run(work, rates, precision)
    assert len(ours) == STEPS, f"{len(ours)} steps in {work}/run: take another directory"
    differences = [abs(a - b) / b for a, b in zip(ours, theirs)]
    for step in (1, 10, 50, 100, 150, 200):
        print(f"step {step:3d}: Noisette {ours[step - 1]:.6f}, transformers {theirs[step - 1]:.6f}")
    worst = max(range(STEPS), key=differences.__getitem__)
    print(f"largest relative difference {differences[worst]:.2e}, at step {worst + 1}")
    return 0 if differences[worst] <= TOLERANCE else 1


if __name__ == "__main__":
    sys.exit(main())
