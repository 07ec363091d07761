// SPDX-License-Identifier: Apache-2.0
package dev.lector.vectors.training;

import dev.lector.nn.CounterRandom;
import dev.lector.nn.kernels.KernelChoice;
import dev.lector.nn.kernels.Kernels;
import dev.lector.vectors.WordVectors;
import dev.lector.vectors.threads.Workers;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;

/** One training of GloVe: counts, then passes over the cells, 16 rounds of 16 blocks each. */
final class GloVeRun implements AutoCloseable {
    private static final int BLOCKS = WordBlocks.BLOCKS;

    private final GloVe settings;
    private final TrainingCorpus text;
    private final TrainingWatch watch;
    private final Workers workers;
    private final WordBlocks blocks;
    private final GloVeTables tables;
    private final ShuffledCells cells;
    private final Checkpoint checkpoint;
    private final AtomicLong learned = new AtomicLong();
    private final double[] loss = new double[BLOCKS];
    private final int[] shifts = new int[BLOCKS];
    private int epoch;
    /** Rounds of the epoch that are done. */
    private int round;

    GloVeRun(GloVe settings, TrainingCorpus text, TrainingWatch watch) throws IOException {
        this.settings = settings;
        this.text = text;
        this.watch = watch;
        TrainingVocabulary words = text.vocabulary();
        blocks = new WordBlocks(words.size());
        tables = GloVeTables.start(words.size(), settings.dimensions(), CounterRandom.key(settings.seed(), 1));
        checkpoint =
                new Checkpoint(watch.checkpoint(), settings.threads(1).toString(), words.size(), words.occurrences());
        restore();
        long pairs = words.occurrences() * 2 * settings.window();
        long most = Math.min(pairs, (long) words.size() * words.size());
        cells = new ShuffledCells(blocks, most, settings.threads(), folder(), CounterRandom.key(settings.seed(), 2));
        workers = new Workers(settings.threads());
    }

    static Path folder() {
        return Path.of(System.getProperty("java.io.tmpdir"));
    }

    WordVectors run() throws IOException {
        ContextWindow window =
                new ContextWindow(settings.window(), ContextWindow.Side.BOTH, false, ContextWindow.Weight.HARMONIC);
        boolean goesOn =
                new Cooccurrences(text, window, blocks, folder(), Cooccurrences.RUN).count(workers, watch, cells);
        if (goesOn) {
            watch.note(String.format(java.util.Locale.ROOT, "%,d pairs of words occur.", cells.size()));
            learned.set((long) ((epoch + round / (double) BLOCKS) * cells.size()));
            goesOn = train();
            if (!goesOn && checkpoint.file() != null) {
                save();
                watch.note("Stopped in epoch " + (epoch + 1) + " of " + settings.epochs()
                        + "; the training can go on from " + checkpoint.file() + ".");
            }
        }
        return new WordVectors(text.vocabulary().words(), settings.dimensions(), tables.vectors(blocks));
    }

    /** False if it was stopped. */
    private boolean train() throws IOException {
        Kernels kernels = KernelChoice.best();
        GloVeStep[] steps = new GloVeStep[settings.threads()];
        ShuffledCells.Reader[] readers = new ShuffledCells.Reader[settings.threads()];
        for (int i = 0; i < steps.length; i++) {
            steps[i] = new GloVeStep(kernels, tables, settings);
            readers[i] = cells.new Reader();
        }
        long saved = System.nanoTime();
        for (; epoch < settings.epochs(); epoch++, round = 0) {
            draw();
            for (; round < BLOCKS; round++) {
                // A round cannot be stopped half: its blocks would then be done or not by chance.
                if (watch.stop()) {
                    return false;
                }
                int shift = shifts[round];
                workers.run(
                        BLOCKS,
                        (worker, block) -> learn(steps[worker], readers[worker], block, (block + shift) % BLOCKS));
                if (checkpoint.due(saved)) {
                    round++;
                    save();
                    round--;
                    saved = System.nanoTime();
                }
            }
        }
        return true;
    }

    /** The order of an epoch's rounds. */
    private void draw() {
        for (int i = 0; i < BLOCKS; i++) {
            shifts[i] = i;
        }
        CounterRandom.shuffle(shifts, CounterRandom.key(CounterRandom.key(settings.seed(), 3), epoch));
    }

    private void learn(GloVeStep step, ShuffledCells.Reader reader, int row, int column) throws IOException {
        long key = CounterRandom.key(CounterRandom.key(settings.seed(), 4 + epoch), row * BLOCKS + column);
        double sum = 0;
        int count = 0;
        for (int part = 0; part < cells.parts(); part++) {
            int n = reader.read(row, column, part, CounterRandom.key(key, part));
            sum += step.learn(reader.cells(), n);
            count += n;
        }
        loss[row] = count == 0 ? Double.NaN : sum / count;
        watch.progress("training", learned.addAndGet(count), settings.epochs() * cells.size(), loss[row]);
    }

    private void save() throws IOException {
        checkpoint.save(Map.of("epoch", epoch, "round", round), tables.words(), tables.contexts());
    }

    private void restore() throws IOException {
        Map<String, String> saved = checkpoint.restore(tables.words(), tables.contexts());
        if (saved != null) {
            epoch = Integer.parseInt(saved.get("epoch"));
            round = Integer.parseInt(saved.get("round"));
            watch.note(
                    "Goes on from " + checkpoint.file() + ": epoch " + (epoch + 1) + " of " + settings.epochs() + ".");
        }
    }

    @Override
    public void close() throws IOException {
        workers.close();
        cells.close();
    }
}
