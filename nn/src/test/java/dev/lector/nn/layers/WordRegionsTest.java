// SPDX-License-Identifier: Apache-2.0
package dev.lector.nn.layers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.lector.nn.FloatSamples;
import dev.lector.nn.IdSamples;
import dev.lector.nn.Shape;
import dev.lector.nn.kernels.KernelChoice;
import dev.lector.nn.kernels.Kernels;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Layers over one-hot words beside what they stand for. */
class WordRegionsTest {
    private static final Kernels PLAIN = KernelChoice.plain();
    private static final int WORDS = 7;
    private static final int STEPS = 8;
    private static final int FILTERS = 21;
    /** Texts with padding before, behind, inside and on both sides, of one word and of none. */
    private static final int[] IDS = {
        0, 0, 0, 3, 1, 4, 1, 5, //
        2, 6, 5, 3, 0, 0, 0, 0, //
        0, 2, 0, 0, 4, 3, 3, 0, //
        0, 0, 0, 0, 0, 6, 0, 0, //
        0, 0, 0, 0, 0, 0, 0, 0
    };

    private static final int TEXTS = IDS.length / STEPS;

    /** The plain twin: a convolution over one-hot vectors with zeros on both sides, and a global maximum. */
    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 5})
    void isAConvolutionOverOneHotWords(int width) {
        float[] kernel = LayerCase.random(WORDS * width * FILTERS, 3);
        float[] bias = LayerCase.random(FILTERS, 4);
        TestPass regions = new TestPass(
                new WordRegions(WORDS, width, FILTERS),
                List.of(new IdSamples(STEPS, IDS)),
                null,
                List.of(kernel, bias),
                PLAIN,
                2);
        float[] values = regions.forward(true);
        float[] gradient = LayerCase.random(values.length, 5);
        regions.backward(gradient);
        float[] kernelGradient = new float[kernel.length];
        for (int text = 0; text < TEXTS; text++) {
            int[] ids = Arrays.copyOfRange(IDS, text * STEPS, (text + 1) * STEPS);
            float[] own = Arrays.copyOfRange(gradient, text * FILTERS, (text + 1) * FILTERS);
            assertThat(Arrays.copyOfRange(values, text * FILTERS, (text + 1) * FILTERS))
                    .containsExactly(oneHot(ids, width, kernel, bias, own, kernelGradient), within(1e-5f));
        }
        assertThat(regions.gradientByWeight(0)).containsExactly(kernelGradient, within(1e-5f));
    }

    /** One text without its padding, by Conv1D and GlobalMaxPooling1D; adds the gradient by the kernel. */
    private static float[] oneHot(
            int[] ids, int width, float[] kernel, float[] bias, float[] gradient, float[] kernelGradient) {
        int first = WordRegions.first(ids, 0, ids.length);
        int end = WordRegions.end(ids, 0, ids.length);
        int steps = Math.max(width, end - first + 2 * (width - 1));
        float[] sequence = new float[steps * WORDS];
        for (int i = first; i < end; i++) {
            sequence[(i - first + width - 1) * WORDS + ids[i]] = 1;
        }
        FloatSamples samples = new FloatSamples(Shape.of(steps, WORDS), sequence);
        List<float[]> weights = List.of(turned(kernel, width, true), bias);
        TestPass convolution = new TestPass(new Conv1D(FILTERS, width), List.of(samples), null, weights, PLAIN, 1);
        float[] windows = convolution.forward(true);
        FloatSamples answers = new FloatSamples(Shape.of(windows.length / FILTERS, FILTERS), windows);
        TestPass maximum = new TestPass(new GlobalMaxPooling1D(), List.of(answers), null, List.of(), PLAIN, 1);
        float[] values = maximum.forward(true);
        maximum.backward(gradient);
        convolution.backward(maximum.gradientByInput(0));
        float[] own = turned(convolution.gradientByWeight(0), width, false);
        for (int i = 0; i < own.length; i++) {
            kernelGradient[i] += own[i];
        }
        return values;
    }

    /** From (words, width, filters) to Conv1D's (width, words, filters), or back. */
    private static float[] turned(float[] kernel, int width, boolean toConvolution) {
        float[] turned = new float[kernel.length];
        for (int w = 0; w < WORDS; w++) {
            for (int j = 0; j < width; j++) {
                int ours = (w * width + j) * FILTERS;
                int theirs = (j * WORDS + w) * FILTERS;
                System.arraycopy(kernel, toConvolution ? ours : theirs, turned, toConvolution ? theirs : ours, FILTERS);
            }
        }
        return turned;
    }

    @Test
    void regionsRefuseWhatDoesNotFit() {
        assertThatThrownBy(() -> new TestPass(
                                new WordRegions(3, 2, 4),
                                List.of(new IdSamples(2, new int[] {1, 3})),
                                null,
                                List.of(new float[24], new float[4]),
                                PLAIN,
                                1)
                        .forward(false))
                .hasMessageContaining("WordRegions needs ids from 0 to 2. Received: id=3.");
        assertThatThrownBy(() -> new WordRegions(3_000_000, 3, 1000)).hasMessageContaining("words=3000000, width=3");
    }

    /** The plain twin: a dense layer over a sparse bag. */
    @Test
    void ngramsAreADenseLayerOverABag() {
        NgramSums layer = new NgramSums(2, 30, 5);
        float[] keys = new float[30];
        float[] kernel = LayerCase.random(30 * 5, 6);
        float[] bias = LayerCase.random(5, 7);
        int[] known = {2, 3, 2, 4};
        long[] hashes = new long[8];
        int count = NgramSums.hashes(2, known, 0, 4, hashes);
        assertThat(count).isEqualTo(7);
        // 2, 2 3, 3, 3 2, 2, 2 4, 4
        assertThat(hashes[0]).isEqualTo(hashes[4]);
        int[] slots = Arrays.stream(hashes, 0, count)
                .mapToInt(hash -> layer.insert(hash, keys))
                .toArray();
        assertThat(slots[4]).isEqualTo(slots[0]);
        assertThat(Arrays.stream(slots).distinct()).hasSize(6);

        // Padding, an unknown word between, a pair twice, a pair and a word that the table does not have.
        int[] text = {0, 2, 3, 1, 2, 3, 5, 4};
        int[] ngrams = {slots[0], slots[1], slots[2], slots[6]};
        TestPass pass =
                new TestPass(layer, List.of(new IdSamples(8, text)), null, List.of(keys, kernel, bias), PLAIN, 1);
        float[] expected = bias.clone();
        for (int slot : ngrams) {
            for (int u = 0; u < 5; u++) {
                expected[u] += kernel[slot * 5 + u];
            }
        }
        assertThat(pass.forward(true)).containsExactly(expected, within(1e-6f));
        float[] gradient = LayerCase.random(5, 8);
        pass.backward(gradient);
        float[] byKernel = new float[kernel.length];
        for (int slot : ngrams) {
            System.arraycopy(gradient, 0, byKernel, slot * 5, 5);
        }
        assertThat(pass.gradientByWeight(1)).containsExactly(byKernel, within(1e-6f));
        assertThat(pass.gradientByWeight(2)).containsExactly(gradient, within(1e-6f));
    }

    @Test
    void aFullTableTakesNoMore() {
        NgramSums layer = new NgramSums(1, 2, 1);
        float[] keys = new float[2];
        assertThat(layer.insert(1L, keys)).isNotNegative();
        assertThat(layer.insert(2L, keys)).isNotNegative();
        assertThat(layer.insert(3L, keys)).isEqualTo(-1);
        assertThat(layer.insert(2L, keys)).isNotNegative();
        assertThat(layer.find(new int[] {2, 3, 4, 5}, 0, 4, keys, new float[4])).isLessThanOrEqualTo(2);
    }

    @Test
    void responseNormalizationKeepsTheDirection() {
        TestPass pass = new TestPass(
                new ResponseNormalization(),
                List.of(new FloatSamples(Shape.of(2), new float[] {3, 4, 0, 0})),
                null,
                List.of(),
                PLAIN,
                2);
        float root = (float) Math.sqrt(26);
        assertThat(pass.forward(false)).containsExactly(new float[] {3 / root, 4 / root, 0, 0}, within(1e-6f));
    }
}
