// SPDX-License-Identifier: Apache-2.0
package dev.lector.nn.layers;

import dev.lector.nn.Shape;
import dev.lector.nn.kernels.Kernels;

/** How {@link Merge} layers see inputs of another shape than the output's, and inputs with a mask. */
final class MergeInputs {
    private MergeInputs() {}

    /**
     * Where the output's values stand in an input, run by run: run {@code p} of the output is run {@code places[p]} of the
     * input. Runs are as long as the last dimensions agree.
     */
    private record Spread(int run, int[] places) {
        static Spread of(Shape from, Shape whole) {
            int run = 1;
            int same = 1;
            while (same <= from.rank() && from.dim(-same) == whole.dim(-same)) {
                run *= from.dim(-same++);
            }
            int[] places = new int[whole.size() / run];
            for (int p = 0; p < places.length; p++) {
                int rest = p;
                int stride = 1;
                for (int d = same; d <= whole.rank(); d++) {
                    int index = rest % whole.dim(-d);
                    rest /= whole.dim(-d);
                    if (d <= from.rank()) {
                        places[p] += from.dim(-d) == 1 ? 0 : index * stride;
                        stride *= from.dim(-d);
                    }
                }
            }
            return new Spread(run, places);
        }
    }

    /** Input {@code i} for all rows in the output's shape, into {@code to} from 0 on. */
    static void spread(Pass pass, int i, float[] to) {
        Kernels kernels = pass.kernels();
        Spread spread = find(pass, i);
        int from = pass.inputShape(i).size();
        int n = spread.places.length;
        for (int r = 0; r < pass.rows(); r++) {
            int at = pass.inputAt(i) + r * from;
            kernels.gatherRows(n, spread.run, spread.places, 0, pass.input(i), at, to, r * n * spread.run);
        }
    }

    /** Adds a gradient in the output's shape to the gradient by input {@code i}. */
    static void addGradient(Pass pass, int i, float[] g, int gAt) {
        Spread spread = find(pass, i);
        int from = pass.inputShape(i).size();
        int n = spread.places.length;
        for (int r = 0; r < pass.rows(); r++) {
            int at = pass.inputGradientAt(i) + r * from;
            int here = gAt + r * n * spread.run;
            pass.kernels().scatterAddRows(n, spread.run, spread.places, 0, g, here, pass.inputGradient(i), at);
        }
    }

    private static Spread find(Pass pass, int i) {
        Spread[] all = (Spread[]) pass.remembered();
        if (all == null) {
            all = new Spread[pass.inputCount()];
            for (int j = 0; j < all.length; j++) {
                all[j] = Spread.of(pass.inputShape(j), pass.outputShape());
            }
            pass.remember(all);
        }
        return all[i];
    }

    /** True if step {@code t} of row {@code r} is padding in input {@code i}; false where it has no mask. */
    static boolean isPadding(Pass pass, int i, int r, int t) {
        boolean[] mask = pass.mask(i);
        return mask != null && !mask[pass.maskAt(i) + r * pass.outputShape().dim(0) + t];
    }

    /** True if step {@code t} of row {@code r} is padding in every input. */
    static boolean isPaddingInAll(Pass pass, int r, int t) {
        for (int i = 0; i < pass.inputCount(); i++) {
            if (!isPadding(pass, i, r, t)) {
                return false;
            }
        }
        return true;
    }

    /** A step is text if it is text in any of the inputs. */
    static void joinMasks(Pass pass) {
        int steps = pass.outputShape().dim(0);
        for (int r = 0; r < pass.rows(); r++) {
            for (int t = 0; t < steps; t++) {
                pass.outputMask()[pass.outputMaskAt() + r * steps + t] = !isPaddingInAll(pass, r, t);
            }
        }
    }
}
