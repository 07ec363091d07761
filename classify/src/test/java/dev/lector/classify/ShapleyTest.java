// SPDX-License-Identifier: Apache-2.0
package dev.lector.classify;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import java.util.function.ToDoubleFunction;
import org.junit.jupiter.api.Test;

class ShapleyTest {
    @Test
    void additiveGameIsExact() {
        double[] worth = {3, -1, 0, 5};
        double[] shares = Shapley.shares(4, 1, 7, values(set -> {
            double sum = 10;
            for (int i = 0; i < 4; i++) {
                sum += set[i] ? worth[i] : 0;
            }
            return sum;
        }));
        assertThat(shares).containsExactly(worth, within(1e-12));
    }

    @Test
    void pairThatCountsOnlyTogetherSharesEvenly() {
        double[] shares = Shapley.shares(3, 20, 7, values(set -> set[0] && set[2] ? 4 : 0));
        // An order and its reverse give the worth once to each of the two.
        assertThat(shares).containsExactly(new double[] {2, 0, 2}, within(1e-12));
    }

    @Test
    void sharesSumToTheDifferenceWhateverTheGame() {
        for (int players : new int[] {0, 1, 2, 17, 600}) {
            ToDoubleFunction<boolean[]> game = set -> {
                double value = 1;
                for (int i = 0; i < set.length; i++) {
                    value = set[i] ? StrictMath.sin(value * (i + 2)) + 1 : value;
                }
                return value;
            };
            boolean[] all = new boolean[players];
            Arrays.fill(all, true);
            double sum = 0;
            for (double share : Shapley.shares(players, 2, 3, values(game))) {
                sum += share;
            }
            assertThat(sum).isCloseTo(game.applyAsDouble(all) - game.applyAsDouble(new boolean[players]), within(1e-9));
        }
    }

    private static Shapley.Values values(ToDoubleFunction<boolean[]> game) {
        return (List<boolean[]> sets) -> sets.stream().mapToDouble(game).toArray();
    }
}
