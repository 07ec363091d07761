#!/usr/bin/env python3
"""fasttext-peer.py FOLDER [--fit] [--autotune SECONDS] [--threads N]: fastText on the pieces that dev.lector.bench.language.Pieces wrote to
FOLDER. Trains on train.txt with -minn 2 -maxn 5 -dim 64 -epoch 25 -lr .5, or, with --autotune, on settings that fastText finds on the
validation pieces within so many seconds (then trained on train.txt); prints the accuracy at each length. --fit trains on fit.txt and
measures on the validation pieces."""
import argparse, pathlib, random, tempfile
import fasttext


def accuracy(model, file):
    right = rows = 0
    for line in file.read_text(encoding='utf-8').splitlines():
        label, _, text = line.partition(' ')
        rows += 1
        right += model.f.predict(text + '\n', 1, 0.0, 'strict')[0][1] == label
    return right, rows


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument('folder', type=pathlib.Path)
    parser.add_argument('--fit', action='store_true')
    parser.add_argument('--autotune', type=int, default=0)
    parser.add_argument('--threads', type=int, default=2)
    o = parser.parse_args()
    with tempfile.TemporaryDirectory() as temp:
        # fastText takes its file in order; sorted by language it would learn nothing.
        shuffled = pathlib.Path(temp, 'train.txt')
        lines = (o.folder / ('fit.txt' if o.fit else 'train.txt')).read_text(encoding='utf-8').splitlines()
        random.Random(1).shuffle(lines)
        shuffled.write_text('\n'.join(lines) + '\n', encoding='utf-8')
        if o.autotune:
            valid = pathlib.Path(temp, 'valid.txt')
            valid.write_text(''.join((o.folder / f'valid{n}.txt').read_text(encoding='utf-8') for n in (20, 50, 100)),
                             encoding='utf-8')
            fit = pathlib.Path(temp, 'fit.txt')
            lines = (o.folder / 'fit.txt').read_text(encoding='utf-8').splitlines()
            random.Random(1).shuffle(lines)
            fit.write_text('\n'.join(lines) + '\n', encoding='utf-8')
            tuned = fasttext.train_supervised(str(fit), autotuneValidationFile=str(valid), autotuneDuration=o.autotune,
                                              thread=o.threads, verbose=1)
            a = tuned.f.getArgs()
            settings = dict(minn=a.minn, maxn=a.maxn, dim=a.dim, epoch=a.epoch, lr=a.lr, wordNgrams=a.wordNgrams, bucket=a.bucket)
            print('autotune found', settings, flush=True)
            del tuned
        else:
            settings = dict(minn=2, maxn=5, dim=64, epoch=25, lr=.5)
        model = fasttext.train_supervised(str(shuffled), thread=o.threads, verbose=0, **settings)
        for length in (20, 50, 100):
            right, rows = accuracy(model, o.folder / f'{"valid" if o.fit else "test"}{length}.txt')
            print(f'{length} characters: {100 * right / rows:.2f} % of {rows}', flush=True)


main()
