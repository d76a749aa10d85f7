package dev.avenant.contracts.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Tag("fast")
class CoresTest {
    @ParameterizedTest
    @ValueSource(ints = {0, 1, 31, 32, 1_000})
    void keepsTheOrderOfTheThings(int count) {
        List<Integer> numbers = IntStream.range(0, count).boxed().toList();

        List<String> made = Cores.each(numbers, number -> "made of " + number);

        assertThat(made)
                .isEqualTo(numbers.stream().map(number -> "made of " + number).toList());
    }

    @Test
    void asksAnotherCoreForTheRestWhileOneIsBusy() {
        assumeThat(Runtime.getRuntime().availableProcessors()).isGreaterThan(1);
        CountDownLatch others = new CountDownLatch(99);
        List<Integer> numbers = IntStream.range(0, 100).boxed().toList();

        List<Integer> made = Cores.each(numbers, number -> {
            if (number == 0) {
                await(others);
            } else {
                others.countDown();
            }
            return number;
        });

        assertThat(made).isEqualTo(numbers);
    }

    @Test
    void throwsTheVeryFailureOfAnotherCore() {
        assumeThat(Runtime.getRuntime().availableProcessors()).isGreaterThan(1);
        Thread caller = Thread.currentThread();
        CountDownLatch thrown = new CountDownLatch(1);
        OutOfMemoryError failure = new OutOfMemoryError("Java heap space");
        List<Integer> numbers = IntStream.range(0, 100).boxed().toList();

        assertThatThrownBy(() -> Cores.each(numbers, number -> {
                    if (Thread.currentThread() != caller) {
                        thrown.countDown();
                        throw failure;
                    }
                    await(thrown);
                    return number;
                }))
                .isSameAs(failure);
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
