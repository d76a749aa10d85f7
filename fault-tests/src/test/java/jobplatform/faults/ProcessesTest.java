package jobplatform.faults;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("fast")
class ProcessesTest {

    /** A service that is brought up waits for the registry, which is brought up by another fault. */
    @Test
    void atOnceNeedNoThreadThatOthersMayHold() throws Exception {
        CountDownLatch end = new CountDownLatch(1);
        for (int thread = 0; thread < ForkJoinPool.getCommonPoolParallelism(); thread++) {
            ForkJoinPool.commonPool().execute(() -> await(end));
        }
        CyclicBarrier both = new CyclicBarrier(2);
        Set<String> up = ConcurrentHashMap.newKeySet();

        try {
            Processes.atOnce(List.of("registry", "job-service"), component -> {
                await(both);
                up.add(component);
            });
        } finally {
            end.countDown();
        }

        assertThat(up).containsExactlyInAnyOrder("registry", "job-service");
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private static void await(CyclicBarrier barrier) {
        try {
            var unused = barrier.await(10, TimeUnit.SECONDS);
        } catch (Exception alone) {
            throw new IllegalStateException("The other one was not begun meanwhile", alone);
        }
    }
}
