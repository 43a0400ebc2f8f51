"""Compares `evaluate --metric` with rouge_score and sacreBLEU on random texts: every row, to 1e-9.

compare.py [--seed N] [--rows N] [--work DIR]        needs: pip install rouge-score==0.1.2 sacrebleu==2.6.0

Texts mix words of many scripts, punctuation, entities, numbers, line ends and control characters; references are changed predictions. Exit code 1 if a score differs.
"""
import argparse, itertools, json, pathlib, random, subprocess, sys

from rouge_score import rouge_scorer
from sacrebleu.metrics import BLEU, CHRF

ROOT = pathlib.Path(__file__).resolve().parents[2]
PUNCTUATION = list(".,;:!?-–—'\"`()[]{}<>/\\|@#$%^&*_+=~…«»„“”‘’¿¡。，、！？：；（）「」·٪،؟।€£¥°§¶†‰′″ⅣⅫ½²")
WORDS = (
    "the The THE a cat cats running runs generalization agreed happily dies ties lying skies news possibly feudalism hopping sky controll roll goes "
    "ΣΥΡΟΣ-ΤΗΝΟΣ Α1Σ ΑΣ.Β ΟΔΟΣ\u0301 Straße naïve cafe\u0301 café İstanbul ıı ﬁne ﬃ Ǆ ß ẞ ς ΟΔΟΣ don't it's U.S. e.g. 1,000.50 3.14 10-year state-of-the-art 1. $5 5% x_y a_ __ .5 5. ,5 5, 1-2 x-1 @-@ -- ... "
    "&quot; &amp; &lt; &gt; &amp;quot; &#39; <skipped> skipped> 中文 汉字测试 日本語 テスト ｆｕｌｌ １２３ ٣٤ १२ กขค 한국어 हिन्दी 👍 👨‍👩‍👧 🇩🇪 🏽 𝒳𝒴 𐍈 ǅ"
).split(" ") + ["-\n", "foo-\nbar", "\n", "\u200b", "\u00a0", "\u3000", "\t", "\u2028", "\x85", "\x1c", "\x0b", "\ufeff", "\u00ad", "a\u0300\u0301"]
RANGES = [(32, 127), (160, 0x250), (0x370, 0x500), (0x900, 0x980), (0x2000, 0x2070), (0x3000, 0x3100), (0x4E00, 0x4F00), (0xFF00, 0xFFE0), (0x1F300, 0x1F600)]


def word(draw):
    kind = draw.random()
    if kind < 0.65:
        return draw.choice(WORDS)
    if kind < 0.8:
        return draw.choice(PUNCTUATION) * draw.choice([1, 1, 1, 2, 3])
    if kind < 0.9:
        return "".join(draw.choice("abcdeABCDE.,-'0123 ") for _ in range(draw.randrange(1, 8)))
    return "".join(chr(draw.randrange(*draw.choice(RANGES))) for _ in range(draw.randrange(1, 5)))


def text(draw):
    count = draw.choice([0, 1, 2, 3, 4, 5, 8, 12, 20])
    return "".join(word(draw) + draw.choice([" ", " ", " ", " ", "", "  ", "\n"]) for _ in range(count))


def changed(draw, whole):
    parts = whole.split(" ")
    for _ in range(draw.randrange(4)):
        at, kind = draw.randrange(len(parts) + 1), draw.random()
        if kind < 0.5:
            parts[at : at + 1] = [word(draw)] if kind < 0.25 else []
        elif kind < 0.75:
            parts.insert(at, word(draw))
        else:
            parts[at : at + 2] = [part.upper() for part in reversed(parts[at : at + 2])]
    return " ".join(parts)


class Comparison:
    def __init__(self, work, rows):
        self.work, self.rows, self.compared, self.differences = work, rows, 0, 0
        (work / "predictions.jsonl").write_text("".join(json.dumps({"prediction": p}) + "\n" for p, _ in rows))
        (work / "references.jsonl").write_text("".join(json.dumps({"target": r}) + "\n" for _, r in rows))

    def ours(self, options):
        files = ["--predictions", "predictions.jsonl", "--references", "references.jsonl", "--row-scores", "rows.jsonl"]
        command = [ROOT / "noisette", "evaluate", *options, *files, "--bootstrap-samples", "0", "--format", "json"]
        whole = subprocess.run(command, cwd=self.work, capture_output=True, text=True, check=True).stdout
        return json.loads(whole.splitlines()[0])["metrics"], [json.loads(line) for line in open(self.work / "rows.jsonl")]

    def check(self, options, name, ours, theirs, row=None):
        self.compared += 1
        if abs(ours - theirs) > 1e-9 * max(1, abs(theirs)):
            self.differences += 1
            print(" ".join(options), name, ours, theirs, "" if row is None else json.dumps(self.rows[row]))

    def rouge(self, options, stemmer):
        whole, rows = self.ours(options)
        scorer = rouge_scorer.RougeScorer(["rouge1", "rouge2", "rougeL", "rougeLsum"], use_stemmer=stemmer)
        found = [scorer.score_multi(references, prediction) for prediction, references in self.rows]
        for name in found[0]:
            scores = [100 * row[name].fmeasure for row in found]
            self.check(options, name, whole[name], sum(scores) / len(scores))
            for i, score in enumerate(scores):
                self.check(options, name, rows[i][name], score, i)

    def sacre(self, options, name, of_all, of_rows):
        whole, rows = self.ours(options)
        predictions, references = zip(*self.rows)
        self.check(options, name, whole[name], of_all.corpus_score(predictions, list(zip(*references))).score)
        for i, (prediction, expected) in enumerate(self.rows):
            self.check(options, name, rows[i][name], of_rows.sentence_score(prediction, expected).score, i)


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--rows", type=int, default=400)
    parser.add_argument("--work", type=pathlib.Path, default=pathlib.Path("/tmp/noisette-metrics"))
    given = parser.parse_args()
    given.work.mkdir(parents=True, exist_ok=True)
    draw = random.Random(given.seed)
    count = draw.choice([1, 2, 3])
    predictions = [text(draw) for _ in range(given.rows)]
    rows = [(p, [changed(draw, p) if draw.random() < 0.8 else text(draw) for _ in range(count)]) for p in predictions]
    comparison = Comparison(given.work, rows)
    for stemmer in (False, True):
        comparison.rouge(["--metric", "rouge", *(["--stemmer"] if stemmer else [])], stemmer)
    smoothings = [("exp", None), ("floor", None), ("floor", 0.5), ("add-k", None), ("add-k", 0.3), ("none", None)]
    for tokenizer, (smoothing, value) in itertools.product(("13a", "intl", "zh", "char", "none"), smoothings):
        lower, effective, order = draw.random() < 0.3, draw.random() < 0.3, draw.choice([4, 4, 4, 1, 2, 3, 5])
        options = ["--metric", "bleu", "--tokenizer", tokenizer, "--smoothing", smoothing, "--max-order", str(order)]
        options += (["--smoothing-value", str(value)] if value else []) + (["--lowercase"] if lower else []) + (["--effective-order"] if effective else [])
        common = dict(lowercase=lower, tokenize=tokenizer, smooth_method=smoothing, smooth_value=value, max_ngram_order=order)
        comparison.sacre(options, "bleu", BLEU(effective_order=effective, **common), BLEU(effective_order=True, **common))
    for words, beta in itertools.product((0, 1, 2), (2, 1, 3)):
        lower, spaces, eps, order = draw.random() < 0.3, draw.random() < 0.4, draw.random() < 0.4, draw.choice([6, 6, 1, 3])
        options = ["--metric", "chrf", "--word-order", str(words), "--beta", str(beta), "--char-order", str(order)]
        options += (["--lowercase"] if lower else []) + (["--whitespace"] if spaces else []) + (["--eps-smoothing"] if eps else [])
        theirs = CHRF(char_order=order, word_order=words, beta=beta, lowercase=lower, whitespace=spaces, eps_smoothing=eps)
        comparison.sacre(options, "chrf", theirs, theirs)
    print(f"seed {given.seed}, references per row {count}: {comparison.compared:,} scores, {comparison.differences} differ")
    sys.exit(1 if comparison.differences else 0)


if __name__ == "__main__":
    main()
