"""transformers' BART, which trains on request like the Java processes of bench: see Requests.java.

dense ROWS SOURCE TARGET MODEL PRECISION: sequences of one length, made up.
text BATCHES MODEL PRECISION:             dumped batches, each micro-batch padded to its longest sequence.
MODEL is a Hugging Face directory. Requests: "step N" and "pass N".
"""
import os, sys, time
import torch
from safetensors.torch import load_file
from transformers import BartForConditionalGeneration

THREADS = int(os.environ.get("BENCH_THREADS", 2))
PAD, IGNORED = 1, -100


def padded(ids, lengths, fill):
    rows = ids.split(lengths.tolist())
    return torch.nn.utils.rnn.pad_sequence(rows, batch_first=True, padding_value=fill)


def collated(source, source_lengths, target, target_lengths):
    """What the usual collator of a denoising model gives."""
    ids = padded(source, source_lengths, PAD)
    return {
        "input_ids": ids,
        "attention_mask": (torch.arange(ids.shape[1]) < source_lengths[:, None]).long(),
        "labels": padded(target, target_lengths, IGNORED),
    }


def dense_steps(rows, source, target, vocabulary):
    g = torch.Generator().manual_seed(1)
    ids = torch.randint(5, vocabulary, (rows, source), generator=g)
    labels = torch.randint(5, vocabulary, (rows, target), generator=g)
    while True:
        yield [lambda: {"input_ids": ids, "attention_mask": None, "labels": labels}], rows * target


def text_steps(path):
    tensors = load_file(path)
    steps = {}
    for name in tensors:
        step, micro, _ = name.split(".")
        steps[int(step)] = max(steps.get(int(step), 0), int(micro) + 1)
    while True:
        for step in range(len(steps)):
            parts = [
                [tensors[f"{step}.{m}.{k}"] for k in ("source", "source_lengths", "target", "target_lengths")]
                for m in range(steps[step])
            ]
            yield [lambda p=p: collated(*p) for p in parts], sum(p[2].numel() for p in parts)


def loaded(directory):
    return BartForConditionalGeneration.from_pretrained(directory, attn_implementation="sdpa")


class Trainer:
    def __init__(self, model, precision):
        self.model = model.train()
        self.model.config.use_cache = False
        decayed = [p for p in self.model.parameters() if p.dim() > 1]
        plain = [p for p in self.model.parameters() if p.dim() <= 1]
        groups = [{"params": decayed, "weight_decay": 0.01}, {"params": plain, "weight_decay": 0.0}]
        self.optimizer = torch.optim.AdamW(groups, lr=1e-4, betas=(0.9, 0.98), eps=1e-8, fused=True)
        self.bf16 = precision == "bf16"

    def gradients(self, batches, tokens):
        """Loss of the whole step: micro-batches weigh by their target tokens."""
        self.optimizer.zero_grad(set_to_none=True)
        loss = 0.0
        for make in batches:
            batch = make()
            with torch.autocast("cpu", torch.bfloat16, enabled=self.bf16):
                mean = self.model(**batch).loss
            share = (batch["labels"] != IGNORED).sum().item() / tokens
            (mean * share).backward()
            loss += mean.item() * share
        return loss

    def update(self):
        torch.nn.utils.clip_grad_norm_(self.model.parameters(), 1.0)
        self.optimizer.step()


def peak_mebibytes():
    with open("/proc/self/status") as status:
        return next(int(line.split()[1]) >> 10 for line in status if line.startswith("VmHWM:"))


def serve(trainer, steps):
    for request in sys.stdin:
        what, count = request.split()
        begun, cpu, amount = time.perf_counter(), time.process_time(), 0
        for _ in range(int(count)):
            batches, tokens = next(steps)
            trainer.gradients(batches, tokens)
            if what == "step":
                trainer.update()
            amount += tokens
        seconds, cpu = time.perf_counter() - begun, time.process_time() - cpu
        print(f"{seconds:.6f} {cpu:.6f} {amount} {peak_mebibytes()}", flush=True)


if __name__ == "__main__":
    torch.set_num_threads(THREADS)
    torch.manual_seed(0)
    if sys.argv[1] == "dense":
        rows, source, target = map(int, sys.argv[2:5])
        trainer = Trainer(loaded(sys.argv[5]), sys.argv[6])
        serve(trainer, dense_steps(rows, source, target, trainer.model.config.vocab_size))
    else:
        serve(Trainer(loaded(sys.argv[3]), sys.argv[4]), text_steps(sys.argv[2]))
