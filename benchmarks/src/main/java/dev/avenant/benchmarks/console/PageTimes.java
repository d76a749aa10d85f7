package dev.avenant.benchmarks.console;

import dev.avenant.benchmarks.process.LinuxProcesses;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * Asks a console that runs for pages, one after the other, and prints how soon each is there and how much processor time
 * the console takes for it: {@code PageTimes <process id> <requests> <address>…}.
 */
public final class PageTimes {

    private static final int WARM_UP = 40;

    private PageTimes() {}

    public static void main(String[] arguments) throws IOException, InterruptedException {
        if (arguments.length < 3) {
            System.err.println("Say of which and how often: PageTimes <process id> <requests> <address>…");
            System.exit(2);
        }
        ProcessHandle console = ProcessHandle.of(Long.parseLong(arguments[0]))
                .orElseThrow(() -> new IllegalArgumentException("There is no process " + arguments[0]));
        int requests = Math.max(1, Integer.parseInt(arguments[1]));
        List<String> addresses = List.of(arguments).subList(2, arguments.length);
        HttpClient browser = HttpClient.newHttpClient();
        for (String address : addresses) {
            System.out.printf(Locale.ROOT, "%s: first %.0f ms%n", address, millis(browser, address));
        }
        for (String address : addresses) {
            for (int number = 0; number < WARM_UP; number++) {
                var unused = millis(browser, address);
            }
            long before = LinuxProcesses.processorMillis(Stream.of(console));
            double[] times = new double[requests];
            for (int number = 0; number < requests; number++) {
                times[number] = millis(browser, address);
            }
            long taken = LinuxProcesses.processorMillis(Stream.of(console)) - before;
            Arrays.sort(times);
            System.out.printf(
                    Locale.ROOT,
                    "%s: median %.0f ms, 95%% %.0f ms, longest %.0f ms, processor %.1f ms%n",
                    address,
                    times[requests / 2],
                    times[Math.min(requests - 1, requests * 95 / 100)],
                    times[requests - 1],
                    taken / (double) requests);
        }
    }

    private static double millis(HttpClient browser, String address) throws IOException, InterruptedException {
        long begin = System.nanoTime();
        HttpResponse<String> answer =
                browser.send(HttpRequest.newBuilder(URI.create(address)).build(), HttpResponse.BodyHandlers.ofString());
        long taken = System.nanoTime() - begin;
        if (answer.statusCode() != 200) {
            throw new IOException(address + " answered " + answer.statusCode());
        }
        return taken / (double) TimeUnit.MILLISECONDS.toNanos(1);
    }
}
