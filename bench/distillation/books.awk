# Sentences of 8 to 40 words with the book they are from, out of documents that begin with = Title = .
# zcat train.txt.gz | awk -v out=DIR -v train=400 -v dev=100 -v test=200 -f books.awk
# Every tenth paragraph is for dev and every tenth for test, so that no paragraph is in two splits; of each book
# and split, sentences at equal distances.
/^= .* =$/ { book = substr($0, 3, length($0) - 4); names[++books] = book; paragraph = 0; next }
NF == 0 { next }
{
  paragraph++
  split_ = paragraph % 10 == 8 ? "dev" : paragraph % 10 == 9 ? "test" : "train"
  gsub(/\t/, " ")
  rest = $0
  while (match(rest, /[.!?][”’"')]* +[A-Z“‘"(]/)) {
    # The last character of the match begins the next sentence.
    keep(substr(rest, 1, RSTART + RLENGTH - 2))
    rest = substr(rest, RSTART + RLENGTH - 1)
  }
  keep(rest)
}
function keep(sentence, words) {
  sub(/ +$/, "", sentence)
  words = split(sentence, ignored, " ")
  if (words >= 8 && words <= 40) sentences[book, split_, ++count[book, split_]] = sentence
}
END {
  most["train"] = train; most["dev"] = dev; most["test"] = test
  for (part in most) {
    file = out "/" part ".tsv"
    print "sentence\tbook" > file
    for (b = 1; b <= books; b++) {
      n = count[names[b], part]
      taken = n < most[part] ? n : most[part]
      for (i = 0; i < taken; i++) print sentences[names[b], part, int(i * n / taken) + 1] "\t" names[b] > file
    }
    close(file)
  }
  file = out "/books.yaml"
  print "text: sentence\nlabel: book\nlabels:" > file
  for (b = 1; b <= books; b++) print "  - \"" names[b] "\"" > file
  print "train: train.tsv\ndev: dev.tsv\ntest: test.tsv" > file
}
