// SPDX-License-Identifier: Apache-2.0
package dev.lector.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class PipelineTest {
    private final List<Integer> taken = new ArrayList<>();

    @AfterEach
    void noThreadIsLeft() throws InterruptedException {
        for (Thread thread : Thread.getAllStackTraces().keySet()) {
            if (thread.getName().equals("lector-read") || thread.getName().equals("lector-work")) {
                thread.join(5_000);
                assertThat(thread.isAlive()).isFalse();
            }
        }
    }

    private static Iterator<Integer> numbers(int end) {
        return IntStream.range(0, end).iterator();
    }

    @Test
    void resultsComeInOrder() throws Exception {
        Pipeline.run(
                3,
                numbers(200),
                i -> {
                    Thread.sleep(i % 3);
                    return 2 * i;
                },
                taken::add);
        assertThat(taken)
                .isEqualTo(IntStream.range(0, 200).map(i -> 2 * i).boxed().toList());
    }

    @Test
    void whatWaitsIsBounded() throws Exception {
        AtomicInteger read = new AtomicInteger();
        Iterator<Integer> counted =
                IntStream.range(0, 100).peek(i -> read.incrementAndGet()).iterator();
        Pipeline.run(2, counted, i -> i, i -> {
            Thread.sleep(2);
            // Two workers and three parts more; the iterator itself looks one number ahead.
            assertThat(read.get() - i).isLessThanOrEqualTo(6);
            taken.add(i);
        });
        assertThat(taken).hasSize(100);
    }

    @Test
    void aFaultOfReadingComesAfterWhatWasRead() {
        Iterator<Integer> broken = IntStream.range(0, 100)
                .peek(i -> {
                    if (i == 7) {
                        throw new IllegalStateException("line 7");
                    }
                })
                .iterator();
        assertThatThrownBy(() -> Pipeline.run(2, broken, i -> i, taken::add)).hasMessage("line 7");
        assertThat(taken).containsExactly(0, 1, 2, 3, 4, 5, 6);
    }

    @Test
    void aFaultOfWorkComesAfterWhatWasBefore() {
        assertThatThrownBy(() -> Pipeline.run(
                        2,
                        numbers(1_000_000_000),
                        i -> {
                            if (i == 9) {
                                throw new StackOverflowError("deep");
                            }
                            return i;
                        },
                        taken::add))
                .isInstanceOf(StackOverflowError.class)
                .hasMessage("deep");
        assertThat(taken).hasSize(9);
    }

    @Test
    void aFaultOfWritingEndsTheReading() {
        assertThatThrownBy(() -> Pipeline.run(2, numbers(1_000_000_000), i -> i, i -> {
                    if (i == 5) {
                        throw new IOException("no space");
                    }
                    taken.add(i);
                }))
                .hasMessage("no space");
        assertThat(taken).hasSize(5);
    }
}
