"""FreeLB as its published Hugging Face script does it, on request like the Java processes of bench: see Requests.java.

serve TASK DATA MODEL STEPS PAD:        PAD 128 as the script, 0 to the longest of a batch; STEPS 0 is plain fine-tuning
score TASK DATA MODEL SEED EPOCHS RATE LENGTH: plain fine-tuning to its end; prints the dev figure of each epoch as JSON
TASK is CoLA or MRPC, DATA its GLUE folder. fp32; NOISETTE_PEER_BF16=1 runs products by autocast.
"""
import gzip, json, math, os, pathlib, sys, time

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1] / "training"))
import torch
from peer import peak_mebibytes
from transformers import AutoModelForSequenceClassification, AutoTokenizer

THREADS = int(os.environ.get("BENCH_THREADS", 2))
BF16 = os.environ.get("NOISETTE_PEER_BF16") == "1"
ADV_LR, INIT, LIMIT, BATCH = 0.025, 0.2, 0.2, 32


def rows(data, task, split):
    path = next(p for p in (pathlib.Path(data) / task / f"{split}.tsv", pathlib.Path(data) / task / f"{split}.tsv.gz") if p.exists())
    lines = (gzip.open(path, "rt", encoding="utf-8") if path.suffix == ".gz" else open(path, encoding="utf-8")).read().split("\n")
    cells = [line.rstrip("\r").split("\t") for line in lines if line]
    if task == "CoLA":
        return [(c[3], None, int(c[1])) for c in cells]
    return [(c[3], c[4], int(c[0])) for c in cells[1:]]


def encoded(data, task, split, tokenizer, longest):
    some = rows(data, task, split)
    texts, pairs, labels = zip(*some)
    given = (list(texts), list(pairs)) if pairs[0] is not None else (list(texts),)
    out = tokenizer(*given, truncation=True, max_length=longest)
    return [(i, t, y) for i, t, y in zip(out["input_ids"], out["token_type_ids"], labels)]


def collate(examples, pad):
    length = pad or max(len(e[0]) for e in examples)
    fill = lambda at: torch.tensor([e[at] + [0] * (length - len(e[at])) for e in examples])
    mask = torch.tensor([[1] * len(e[0]) + [0] * (length - len(e[0])) for e in examples])
    return fill(0), mask, fill(1), torch.tensor([e[2] for e in examples])


def loss_of(model, batch, embeds=None):
    ids, mask, types, labels = batch
    given = {"input_ids": ids} if embeds is None else {"inputs_embeds": embeds}
    with torch.autocast("cpu", torch.bfloat16, enabled=BF16):
        return model(**given, attention_mask=mask, token_type_ids=types, labels=labels).loss


def freelb(model, batch, passes):
    words = model.get_input_embeddings()
    ids, mask = batch[0], batch[1].float()
    embeds = words(ids)
    sizes = (mask.sum(1) * embeds.shape[2]).sqrt()
    delta = torch.zeros_like(embeds).uniform_(-1, 1) * mask.unsqueeze(2) * (INIT / sizes).view(-1, 1, 1)
    delta = delta.detach()
    for k in range(passes):
        delta.requires_grad_()
        (loss_of(model, batch, embeds + delta) / passes).backward()
        if k == passes - 1:
            return
        gradient = delta.grad.clone().detach()
        norm = gradient.view(len(ids), -1).norm(dim=1).clamp(min=1e-8).view(-1, 1, 1)
        delta = (delta + ADV_LR * gradient / norm).detach()
        size = delta.view(len(ids), -1).norm(dim=1).view(-1, 1, 1)
        delta = delta * torch.where(size > LIMIT, LIMIT / size, torch.ones_like(size))
        embeds = words(ids)


class Tuner:
    def __init__(self, model, rate):
        self.model = AutoModelForSequenceClassification.from_pretrained(model, num_labels=2).train()
        decayed = [p for p in self.model.parameters() if p.dim() > 1]
        plain = [p for p in self.model.parameters() if p.dim() <= 1]
        groups = [{"params": decayed, "weight_decay": 0.01}, {"params": plain, "weight_decay": 0.0}]
        self.optimizer = torch.optim.AdamW(groups, lr=rate, betas=(0.9, 0.999), eps=1e-6, fused=True)

    def step(self, batch, passes):
        self.optimizer.zero_grad(set_to_none=True)
        if passes:
            freelb(self.model, batch, passes)
        else:
            loss_of(self.model, batch).backward()
        torch.nn.utils.clip_grad_norm_(self.model.parameters(), 1.0)
        self.optimizer.step()


def serve(task, data, model, passes, pad):
    tuner, tokenizer = Tuner(model, 3e-5), AutoTokenizer.from_pretrained(model)
    examples = encoded(data, task, "train", tokenizer, 128)
    order, at = torch.randperm(len(examples), generator=torch.Generator().manual_seed(1)).tolist(), 0
    for request in sys.stdin:
        count = int(request.split()[1])
        begun, cpu = time.perf_counter(), time.process_time()
        for _ in range(count):
            at = 0 if at + BATCH > len(order) else at
            tuner.step(collate([examples[i] for i in order[at : at + BATCH]], pad), passes)
            at += BATCH
        print(f"{time.perf_counter() - begun:.6f} {time.process_time() - cpu:.6f} {count * BATCH} {peak_mebibytes()}", flush=True)


def figures(task, predicted, truth):
    tp = sum(p and t for p, t in zip(predicted, truth))
    fp, fn = sum(predicted) - tp, sum(truth) - tp
    tn = len(truth) - tp - fp - fn
    root = math.sqrt((tp + fp) * (tp + fn) * (tn + fp) * (tn + fn))
    result = {"acc": (tp + tn) / len(truth)}
    return result | ({"mcc": (tp * tn - fp * fn) / root if root else 0.0} if task == "CoLA" else {"f1": 2 * tp / max(1, 2 * tp + fp + fn)})


def score(task, data, model, seed, epochs, rate, longest):
    torch.manual_seed(seed)
    tuner, tokenizer = Tuner(model, rate), AutoTokenizer.from_pretrained(model)
    examples = encoded(data, task, "train", tokenizer, longest)
    dev = encoded(data, task, "dev", tokenizer, longest)
    steps = epochs * math.ceil(len(examples) / BATCH)
    warmup = round(0.1 * steps)
    schedule = torch.optim.lr_scheduler.LambdaLR(
        tuner.optimizer, lambda u: min(u / max(1, warmup), max(0.0, (steps - u) / max(1, steps - warmup)))
    )
    for epoch in range(epochs):
        order = torch.randperm(len(examples)).tolist()
        for at in range(0, len(order), BATCH):
            tuner.step(collate([examples[i] for i in order[at : at + BATCH]], 0), 0)
            schedule.step()
        tuner.model.eval()
        with torch.no_grad():
            predicted = []
            for at in range(0, len(dev), 64):
                ids, mask, types, _ = collate(dev[at : at + 64], 0)
                predicted += tuner.model(ids, attention_mask=mask, token_type_ids=types).logits.argmax(1).tolist()
        tuner.model.train()
        print(json.dumps({"seed": seed, "epoch": epoch + 1} | figures(task, predicted, [e[2] for e in dev])), flush=True)


if __name__ == "__main__":
    torch.set_num_threads(THREADS)
    a = sys.argv
    if a[1] == "serve":
        serve(a[2], a[3], a[4], int(a[5]), int(a[6]))
    else:
        score(a[2], a[3], a[4], int(a[5]), int(a[6]), float(a[7]), int(a[8]))
