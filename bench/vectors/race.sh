#!/bin/bash
# SPDX-License-Identifier: Apache-2.0
# race.sh CORPUS PEERS RACE [EPOCHS]: Lector and the originals on one text, 2 threads; vectors go to ./out
#   RACE         skip-gram, cbow, hierarchical-softmax, fasttext, glove or ppmi-svd; all: one after the other
#   loading      of GloVe's text, which takes the place of CORPUS: reading it, and nearest words, beside gensim on one thread
#   WORDS=N      only the first lines of the corpus, up to about N words
#   SEEDS="1 2"  each race once for each seed (word2vec.c has none: its runs differ by its threads alone)
#   SETS=FOLDER  similarity sets and questions-words.txt: each vectors' scores after the race (quality.py)
#   PYTHON=NAME  a Python with gensim (python3)
set -eu
corpus=$1 peers=$2 race=$3 epochs=${4:-1}
here=$(cd "$(dirname "$0")" && pwd)
mkdir -p out
TIMEFORMAT='  %R s, processor %U s'
python=${PYTHON:-python3}

if [ -n "${WORDS:-}" ]; then
    awk -v limit="$WORDS" '{ print; words += NF } words >= limit { exit }' "$corpus" > out/corpus.txt
    corpus=out/corpus.txt
    unset WORDS
fi
if [ "$race" = all ]; then
    for each in skip-gram cbow hierarchical-softmax fasttext glove ppmi-svd; do
        bash "$0" "$corpus" "$peers" "$each" "$epochs"
    done
    exit
fi
if [ -n "${SEEDS:-}" ]; then
    for each in $SEEDS; do
        echo "==== $race, seed $each"
        SEEDS='' SEED=$each bash "$0" "$corpus" "$peers" "$race" "$epochs"
    done
    exit
fi
seed=${SEED:-1}
w2v="$peers/word2vec/word2vec -train $corpus -size 100 -window 5 -sample 1e-3 -threads 2 -min-count 5 -iter $epochs -debug 2"

lector_train() { # name, options
    echo "== Lector $1"
    time lector vectors train "$corpus" -o "out/lector-$1.txt" --threads 2 --epochs "$epochs" --seed "$seed" --json \
        "${@:2}" 2> /dev/null
}

gensim_train() { # model
    echo "== gensim"
    time "$python" "$here/train_gensim.py" "$1" "$corpus" "$epochs" "out/gensim-$1.txt" "$seed"
}

scores() { # files of vectors
    [ -n "${SETS:-}" ] || return 0
    echo "== WordSim-353, MEN, SimLex-999, analogies"
    "$python" "$here/quality.py" "$SETS" "$@"
}

last_line() { tr '\r' '\n' | tail -1; echo; }

case $race in
skip-gram)
    lector_train skip-gram
    gensim_train skip-gram
    echo "== word2vec.c"; time $w2v -cbow 0 -negative 5 -hs 0 -output out/word2vec-skip-gram.txt | last_line
    scores out/{lector,gensim,word2vec}-skip-gram.txt
    ;;
cbow)
    lector_train cbow --cbow
    gensim_train cbow
    echo "== word2vec.c"; time $w2v -cbow 1 -negative 5 -hs 0 -output out/word2vec-cbow.txt | last_line
    scores out/{lector,gensim,word2vec}-cbow.txt
    ;;
hierarchical-softmax)
    lector_train hierarchical-softmax --hierarchical-softmax
    gensim_train hierarchical-softmax
    echo "== word2vec.c"; time $w2v -cbow 0 -negative 0 -hs 1 -output out/word2vec-hierarchical-softmax.txt | last_line
    scores out/{lector,gensim,word2vec}-hierarchical-softmax.txt
    ;;
fasttext)
    lector_train fasttext --model fasttext --sample 1e-3
    echo "== fastText"
    time "$peers/fastText/fasttext" skipgram -input "$corpus" -output out/fasttext -dim 100 -ws 5 -epoch "$epochs" \
        -minCount 5 -neg 5 -minn 3 -maxn 6 -t 1e-3 -lr 0.05 -thread 2 -seed "$seed" 2>&1 | last_line
    rm -f out/fasttext.bin
    scores out/lector-fasttext.txt out/fasttext.vec
    ;;
glove)
    glove=$peers/GloVe/build
    lector_train glove --model glove --window 10
    "$glove/vocab_count" -min-count 5 -verbose 0 < "$corpus" > out/vocab.txt
    echo "== GloVe: cooccur"
    time "$glove/cooccur" -memory 4 -vocab-file out/vocab.txt -verbose 0 -window-size 10 -overflow-file out/overflow \
        < "$corpus" > out/cells.bin
    echo "== GloVe: shuffle"
    time "$glove/shuffle" -memory 4 -verbose 0 -seed "$seed" -temp-file out/shuffle < out/cells.bin > out/shuffled.bin
    echo "== GloVe: $epochs iterations and writing"
    time "$glove/glove" -save-file out/glove -threads 2 -input-file out/shuffled.bin -iter "$epochs" -vector-size 100 \
        -binary 0 -write-header 1 -vocab-file out/vocab.txt -verbose 2 -seed "$seed" 2>&1 | grep iter:
    rm -f out/cells.bin out/shuffled.bin
    scores out/lector-glove.txt out/glove.txt
    ;;
ppmi-svd)
    echo "== Lector ppmi-svd"
    time lector vectors train "$corpus" -o out/lector-ppmi-svd.txt --threads 2 --seed "$seed" --model ppmi-svd \
        --json 2> /dev/null
    scores out/lector-ppmi-svd.txt
    ;;
loading)
    home=$(cd "$here/../.." && pwd)
    java="java --add-modules jdk.incubator.vector -Xmx3g -cp $home/bench/target/classes:$home/cli/target/lib/*"
    echo "== Lector"
    $java dev.lector.bench.vectors.LoadVectors "$corpus"
    $java dev.lector.bench.vectors.NearestWords "$corpus"
    echo "== gensim"
    OPENBLAS_NUM_THREADS=1 OMP_NUM_THREADS=1 "$python" "$here/load_gensim.py" "$corpus"
    ;;
*)
    echo "RACE is skip-gram, cbow, hierarchical-softmax, fasttext, glove, ppmi-svd, loading or all. Received: $race." >&2
    exit 2
    ;;
esac
