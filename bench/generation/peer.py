"""transformers' generate on the sources of a file, on request like the Java processes of bench: see Requests.java.

peer.py MODEL SOURCES NEW-TOKENS BEAMS fp32|bf16 THREADS FOUND
"""
import pathlib, sys, time

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1] / "training"))
import torch
from peer import peak_mebibytes
from transformers import BartForConditionalGeneration


def main():
    path, sources, length, beams, precision, threads, found = sys.argv[1:]
    torch.set_num_threads(int(threads))
    dtype = torch.float32 if precision == "fp32" else torch.bfloat16
    model = BartForConditionalGeneration.from_pretrained(path, dtype=dtype).eval()
    rows = [[int(i) for i in line.split()] for line in open(sources)]
    width = max(map(len, rows))
    ids = torch.tensor([row + [1] * (width - len(row)) for row in rows])
    mask = torch.tensor([[1] * len(row) + [0] * (width - len(row)) for row in rows])
    settings = dict(
        num_beams=int(beams), do_sample=False, max_new_tokens=int(length), min_new_tokens=int(length),
        no_repeat_ngram_size=3 if int(beams) > 1 else 0, forced_bos_token_id=0, forced_eos_token_id=None, use_cache=True,
    )
    for request in sys.stdin:
        begun, cpu, tokens, result = time.perf_counter(), time.process_time(), 0, None
        for _ in range(int(request.split()[1])):
            with torch.inference_mode():
                result = model.generate(input_ids=ids, attention_mask=mask, **settings)
            tokens += result.shape[0] * (result.shape[1] - 1)
        print(f"{time.perf_counter() - begun:.6f} {time.process_time() - cpu:.6f} {tokens} {peak_mebibytes():.0f}", flush=True)
        with open(found, "w") as file:
            file.writelines(" ".join(map(str, row)) + "\n" for row in result.tolist())


if __name__ == "__main__":
    main()
