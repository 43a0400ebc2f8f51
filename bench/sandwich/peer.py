"""A sandwich language model in plain PyTorch, which trains on request like the Java processes of bench: see Requests.java.

peer.py BIN DTYPE VOCABULARY ORDERING D HEADS FFN CUTOFFS LENGTH TOKENS DROPOUT PRECISION: BIN holds the token ids of a corpus.
nn.AdaptiveLogSoftmaxWithLoss, adaptive input, scaled_dot_product_attention, fused AdamW; pre-norm, ReLU, sinusoids.
"""
import math, os, pathlib, sys

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1] / "training"))
import time
import numpy as np
import torch
from peer import peak_mebibytes
from torch import nn
from torch.nn import functional as F


class Attention(nn.Module):
    def __init__(self, d, heads):
        super().__init__()
        self.heads, self.qkv, self.out = heads, nn.Linear(d, 3 * d), nn.Linear(d, d)

    def forward(self, x):
        b, n, d = x.shape
        q, k, v = self.qkv(x).view(b, n, 3, self.heads, d // self.heads).permute(2, 0, 3, 1, 4)
        y = F.scaled_dot_product_attention(q, k, v, is_causal=True)
        return self.out(y.transpose(1, 2).reshape(b, n, d))


class AdaptiveInput(nn.Module):
    def __init__(self, vocabulary, d, cutoffs):
        super().__init__()
        self.edges = [0, *cutoffs, vocabulary]
        dims = [d // 4**i for i in range(len(cutoffs) + 1)]
        sizes = [b - a for a, b in zip(self.edges, self.edges[1:])]
        self.tables = nn.ModuleList(nn.Embedding(n, w) for n, w in zip(sizes, dims))
        self.projections = nn.ModuleList(nn.Linear(w, d, bias=False) for w in dims)
        self.d = d

    def forward(self, ids):
        out = torch.zeros(*ids.shape, self.d)
        for table, projection, first, last in zip(self.tables, self.projections, self.edges, self.edges[1:]):
            here = (ids >= first) & (ids < last)
            out[here] = projection(table(ids[here] - first)).float()
        return out * math.sqrt(self.d)


class Model(nn.Module):
    def __init__(self, vocabulary, ordering, d, heads, ffn, cutoffs, length, dropout):
        super().__init__()
        self.embed = AdaptiveInput(vocabulary, d, cutoffs)
        feed = lambda: nn.Sequential(nn.Linear(d, ffn), nn.ReLU(), nn.Linear(ffn, d))
        self.subs = nn.ModuleList(Attention(d, heads) if c == "s" else feed() for c in ordering)
        self.norms = nn.ModuleList(nn.LayerNorm(d) for _ in ordering)
        self.softmax = nn.AdaptiveLogSoftmaxWithLoss(d, vocabulary, cutoffs, div_value=4.0)
        self.dropout = nn.Dropout(dropout)
        w = torch.exp(torch.arange(d // 2) * -(math.log(10000) / (d // 2 - 1)))
        angles = (torch.arange(length) + 2)[:, None] * w
        self.register_buffer("positions", torch.cat([angles.sin(), angles.cos()], 1))

    def forward(self, ids, targets):
        x = self.dropout(self.embed(ids) + self.positions[: ids.shape[1]])
        for norm, sub in zip(self.norms, self.subs):
            x = x + self.dropout(sub(norm(x)))
        with torch.autocast("cpu", enabled=False):
            return self.softmax(x.float().flatten(0, 1), targets.flatten()).loss


def main():
    path, dtype, vocabulary, ordering, d, heads, ffn, cutoffs, length, tokens, dropout, precision = sys.argv[1:]
    torch.set_num_threads(int(os.environ.get("BENCH_THREADS", 2)))
    torch.manual_seed(1)
    length, rows = int(length), int(tokens) // int(length)
    model = Model(int(vocabulary), ordering, int(d), int(heads), int(ffn), [int(c) for c in cutoffs.split(",")], length, float(dropout)).train()
    optimizer = torch.optim.AdamW(model.parameters(), lr=1e-4, betas=(0.9, 0.98), weight_decay=0.01, fused=True)
    data = torch.from_numpy(np.fromfile(path, dtype).astype(np.int64))
    blocks = (len(data) - 1) // length
    order, at = torch.randperm(blocks, generator=torch.Generator().manual_seed(1)), 0
    for request in sys.stdin:
        count = int(request.split()[1])
        begun, cpu = time.perf_counter(), time.process_time()
        for _ in range(count):
            at = 0 if at + rows > blocks else at
            starts = order[at : at + rows, None] * length + torch.arange(length)
            at += rows
            optimizer.zero_grad(set_to_none=True)
            with torch.autocast("cpu", torch.bfloat16, enabled=precision == "bf16"):
                loss = model(data[starts], data[starts + 1])
            loss.backward()
            torch.nn.utils.clip_grad_norm_(model.parameters(), 1.0)
            optimizer.step()
        print(f"{time.perf_counter() - begun:.6f} {time.process_time() - cpu:.6f} {count * rows * length} {peak_mebibytes()}", flush=True)


if __name__ == "__main__":
    main()
