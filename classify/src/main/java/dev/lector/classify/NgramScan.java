// SPDX-License-Identifier: Apache-2.0
package dev.lector.classify;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/**
 * Reads a corpus through the filters of a classifier's convolutions: which n-grams excite each filter most, and to which
 * label they pull. Texts are streamed; memory grows with filters × n-grams, not with the corpus.
 *
 * <pre>{@code
 * NgramReport report = NgramScan.of(classifier).top(5).scan(texts.iterator());
 * }</pre>
 *
 * @param classifier whose network has a convolution over words
 * @param layer name of the convolution, or null for each that no other convolution follows
 * @param top n-grams kept of each filter
 */
public record NgramScan(TextClassifier classifier, String layer, int top) {
    private static final int DEFAULT_TOP = 5;

    /** Checks the settings. */
    public NgramScan {
        if (top < 1) {
            throw new IllegalArgumentException(
                    "At least one n-gram of each filter must be kept. Received: top=" + top + ". Give 1 or more.");
        }
    }

    /** Of the last convolutions, five n-grams a filter. */
    public static NgramScan of(TextClassifier classifier) {
        return new NgramScan(classifier, null, DEFAULT_TOP);
    }

    /** With {@code layer} changed. */
    public NgramScan layer(String value) {
        return new NgramScan(classifier, value, top);
    }

    /** With {@code top} changed. */
    public NgramScan top(int value) {
        return new NgramScan(classifier, layer, value);
    }

    /**
     * Reads texts to their end, on every processor; the number of processors does not change the report.
     *
     * @throws IllegalArgumentException if the network has no such convolution
     */
    public NgramReport scan(Iterator<String> texts) {
        FilterReader scan = new FilterReader(this);
        int threads = Runtime.getRuntime().availableProcessors();
        ExecutorService pool = Executors.newFixedThreadPool(threads);
        try {
            Deque<Future<List<FilterReader.Chunk>>> underWay = new ArrayDeque<>();
            while (texts.hasNext() || !underWay.isEmpty()) {
                if (texts.hasNext() && underWay.size() <= threads) {
                    List<String> some = scan.next(texts);
                    underWay.add(pool.submit(() -> scan.read(some)));
                } else {
                    underWay.remove().get().forEach(scan::add);
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("The scan was interrupted. Received: texts=" + scan.texts() + ".", e);
        } catch (ExecutionException e) {
            throw e.getCause() instanceof RuntimeException cause ? cause : new IllegalStateException(e.getCause());
        } finally {
            pool.shutdownNow();
        }
        return scan.report();
    }
}
