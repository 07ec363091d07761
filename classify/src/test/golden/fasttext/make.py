#!/usr/bin/env python3
"""make.py: small files of real fastText, and what fastText answers to 1,000 texts. Needs the package fasttext (0.9.2 or later).

Writes, beside itself, softmax.bin, hs.bin, ova.bin, two.bin (two labels), pruned.ftz (cut-off, norms quantised), qout.ftz (300 labels, output
quantised), vectors.bin (skip-gram), texts.txt and, for each classifier, NAME.txt: for each text the best labels and probabilities."""
import pathlib, random, tempfile
import fasttext

HERE = pathlib.Path(__file__).parent
SYLLABLES = ['ka', 'lo', 'mi', 'ré', 'tu', 'ñe', 'ß', 'дом', 'ли', '水', '山', '😀', 'ş', 'İ', "o'", 'x-', '7']


def word(rng, label):
    return ''.join(rng.choice(SYLLABLES[label % 7:] if rng.random() < .7 else SYLLABLES) for _ in range(rng.randint(1, 3)))


def text(rng, label):
    blank = [' ', ' ', ' ', '\t', '  ', '\u00a0', '\v'][rng.randrange(7)]
    return ' '.join(word(rng, label) for _ in range(rng.randint(0, 6))) + blank + word(rng, label + 1)


def lines(rng, labels, count):
    return [(i % labels, text(rng, i % labels)) for i in range(count)]


def train(name, labels, count, **settings):
    rng = random.Random(5)
    with tempfile.NamedTemporaryFile('w', suffix='.txt', encoding='utf-8') as file:
        for label, line in lines(rng, labels, count):
            # Labels of different frequency, and some as frequent as others.
            for _ in range(1 + label % 3):
                file.write(f'__label__c{label} {line}\n')
        file.flush()
        model = fasttext.train_supervised(file.name, dim=10, lr=.4, epoch=4, thread=1, verbose=0, **settings)
        if name.endswith('.ftz'):
            model.quantize(input=file.name, qnorm=True, retrain=True, cutoff=400, dsub=3, thread=1, verbose=0,
                           qout=labels >= 256)
        model.save_model(str(HERE / name))
    return model


def vectors():
    rng = random.Random(6)
    with tempfile.NamedTemporaryFile('w', suffix='.txt', encoding='utf-8') as file:
        file.write('\n'.join(line for _, line in lines(rng, 5, 200)))
        file.flush()
        model = fasttext.train_unsupervised(file.name, dim=6, minCount=5, bucket=50, minn=2, maxn=3, thread=1, verbose=0)
    model.save_model(str(HERE / 'vectors.bin'))
    with open(HERE / 'vectors.txt', 'w', encoding='utf-8') as out:
        for known in model.get_words()[:20] + ['neverseen']:
            out.write(known + '\t' + ' '.join(f'{x:.8g}' for x in model.get_word_vector(known)) + '\n')


def main():
    rng = random.Random(7)
    texts = [line for _, line in lines(rng, 9, 999)] + ['']
    with open(HERE / 'texts.txt', 'w', encoding='utf-8') as out:
        out.writelines(line + '\n' for line in texts)
    models = {
        'softmax.bin': train('softmax.bin', 6, 300, wordNgrams=3, minn=1, maxn=3, bucket=300),
        'hs.bin': train('hs.bin', 9, 300, wordNgrams=2, bucket=200, loss='hs'),
        'ova.bin': train('ova.bin', 5, 300, minn=2, maxn=4, bucket=200, loss='ova'),
        'two.bin': train('two.bin', 2, 200),
        'pruned.ftz': train('pruned.ftz', 6, 600, wordNgrams=2, minn=2, maxn=3, bucket=1000),
        'qout.ftz': train('qout.ftz', 300, 900, wordNgrams=2, bucket=300, loss='softmax'),
    }
    for name, model in models.items():
        with open(HERE / (name + '.txt'), 'w', encoding='utf-8') as out:
            for line in texts:
                answers = model.f.predict(line + '\n', 3, 0.0, 'strict')
                out.write(' '.join(f'{label[9:]} {probability:.8g}' for probability, label in answers) + '\n')
    vectors()


main()
