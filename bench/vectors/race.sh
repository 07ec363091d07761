#!/bin/bash
# SPDX-License-Identifier: Apache-2.0
# race.sh CORPUS PEERS RACE [EPOCHS]: Lector and the originals on one text, 2 threads; vectors go to ./out
set -eu
corpus=$1 peers=$2 race=$3 epochs=${4:-1}
here=$(cd "$(dirname "$0")" && pwd)
mkdir -p out
TIMEFORMAT='  %R s, processor %U s'
w2v="$peers/word2vec/word2vec -train $corpus -size 100 -window 5 -sample 1e-3 -threads 2 -min-count 5 -iter $epochs -debug 2"

lector_train() { # name, options
    echo "== Lector $1"
    time lector vectors train "$corpus" -o "out/lector-$1.txt" --threads 2 --epochs "$epochs" --json "${@:2}" 2> /dev/null
}

last_line() { tr '\r' '\n' | tail -1; echo; }

case $race in
skip-gram)
    lector_train skip-gram
    echo "== gensim"; time python3 "$here/train_gensim.py" skip-gram "$corpus" "$epochs" out/gensim-skip-gram.txt
    echo "== word2vec.c"; time $w2v -cbow 0 -negative 5 -hs 0 -output out/word2vec-skip-gram.txt | last_line
    ;;
cbow)
    lector_train cbow --cbow
    echo "== gensim"; time python3 "$here/train_gensim.py" cbow "$corpus" "$epochs" out/gensim-cbow.txt
    echo "== word2vec.c"; time $w2v -cbow 1 -negative 5 -hs 0 -output out/word2vec-cbow.txt | last_line
    ;;
hierarchical-softmax)
    lector_train hierarchical-softmax --hierarchical-softmax
    echo "== gensim"
    time python3 "$here/train_gensim.py" hierarchical-softmax "$corpus" "$epochs" out/gensim-hierarchical-softmax.txt
    echo "== word2vec.c"; time $w2v -cbow 0 -negative 0 -hs 1 -output out/word2vec-hierarchical-softmax.txt | last_line
    ;;
fasttext)
    lector_train fasttext --model fasttext --sample 1e-3
    echo "== fastText"
    time "$peers/fastText/fasttext" skipgram -input "$corpus" -output out/fasttext -dim 100 -ws 5 -epoch "$epochs" \
        -minCount 5 -neg 5 -minn 3 -maxn 6 -t 1e-3 -lr 0.05 -thread 2 2>&1 | last_line
    rm -f out/fasttext.bin
    ;;
glove)
    glove=$peers/GloVe/build
    lector_train glove --model glove --window 10
    "$glove/vocab_count" -min-count 5 -verbose 0 < "$corpus" > out/vocab.txt
    echo "== GloVe: cooccur"
    time "$glove/cooccur" -memory 4 -vocab-file out/vocab.txt -verbose 0 -window-size 10 -overflow-file out/overflow \
        < "$corpus" > out/cells.bin
    echo "== GloVe: shuffle"
    time "$glove/shuffle" -memory 4 -verbose 0 -seed 1 -temp-file out/shuffle < out/cells.bin > out/shuffled.bin
    echo "== GloVe: $epochs iterations and writing"
    time "$glove/glove" -save-file out/glove -threads 2 -input-file out/shuffled.bin -iter "$epochs" -vector-size 100 \
        -binary 0 -write-header 1 -vocab-file out/vocab.txt -verbose 2 -seed 1 2>&1 | grep iter:
    rm -f out/cells.bin out/shuffled.bin
    ;;
ppmi-svd)
    echo "== Lector ppmi-svd"
    time lector vectors train "$corpus" -o out/lector-ppmi-svd.txt --threads 2 --model ppmi-svd --json
    ;;
*)
    echo "RACE is skip-gram, cbow, hierarchical-softmax, fasttext, glove or ppmi-svd. Received: $race." >&2
    exit 2
    ;;
esac
