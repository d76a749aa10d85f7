package jobplatform.faults;

import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/** The highest values of what services show of themselves, looked at again and again. */
final class Gauges implements AutoCloseable {

    private static final Duration EVERY = Duration.ofSeconds(1);
    private static final Duration LONGEST_ANSWER = Duration.ofSeconds(10);

    private final HttpClient http = HttpClient.newHttpClient();
    private final ScheduledExecutorService looks = Executors.newSingleThreadScheduledExecutor();
    private final Platform platform;
    private final List<String> services;
    private volatile double longestWait;

    private Gauges(Platform platform, List<String> services) {
        this.platform = platform;
        this.services = services;
    }

    @SuppressWarnings("FutureReturnValueIgnored") // ends with the executor
    static Gauges watch(Platform platform, List<String> services) {
        Gauges gauges = new Gauges(platform, services);
        gauges.looks.scheduleWithFixedDelay(gauges::look, 0, EVERY.toMillis(), TimeUnit.MILLISECONDS);
        return gauges;
    }

    private void look() {
        for (String service : services) {
            try {
                String shown = metrics(service);
                longestWait = Math.max(longestWait, highest(shown, "avenant_partition_waiting_age_seconds{"));
            } catch (IOException busy) {
                // It is looked at again.
            } catch (InterruptedException stopped) {
                Thread.currentThread().interrupt();
                return;
            }
        }
    }

    private String metrics(String service) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(platform.uri(service, "/actuator/prometheus"))
                .timeout(LONGEST_ANSWER)
                .header("Authorization", platform.authorization())
                .build();
        return http.send(request, HttpResponse.BodyHandlers.ofString()).body();
    }

    private static double highest(String shown, String gauge) {
        return shown.lines()
                .filter(line -> line.startsWith(gauge))
                .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)))
                .max()
                .orElse(0);
    }

    @Override
    public String toString() {
        return String.format(Locale.ROOT, "no partition waited for longer than %.1f s", longestWait);
    }

    @Override
    public void close() {
        looks.shutdownNow();
    }
}
