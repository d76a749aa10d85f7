package dev.avenant.console.topics;

import dev.avenant.console.ConsoleSettings;
import dev.avenant.console.cluster.Cluster;
import dev.avenant.console.cluster.PerCluster;
import dev.avenant.console.cluster.UnusableClusterException;
import dev.avenant.operations.services.ServiceInstance;
import dev.avenant.registry.client.UrlText;
import dev.avenant.text.Printable;
import jakarta.annotation.PreDestroy;
import java.net.http.HttpClient;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;

/** The processes of services that the settings name, by their consumer groups. What is asked of several is asked of them at once. */
@PerCluster
class ServiceInstances {

    private static final int MOST_AT_ONCE = 16;

    private final Map<String, List<ServiceInstance>> byGroup = new HashMap<>();
    private final HttpClient http;
    private final ExecutorService threads;
    private final ExecutorService waiting;

    /** @throws UnusableClusterException if the settings cannot be meant */
    ServiceInstances(Cluster cluster) {
        Duration timeout = cluster.settings().timeout();
        List<ConsoleSettings.Service> services = cluster.settings().services();
        for (int at = 0; at < services.size(); at++) {
            add(cluster.setting("services[" + at + "]"), services.get(at), timeout);
        }
        this.http = HttpClient.newBuilder().connectTimeout(timeout).build();
        // Whoever asks does so themselves when all threads are busy.
        this.threads = new ThreadPoolExecutor(
                0,
                MOST_AT_ONCE,
                30,
                TimeUnit.SECONDS,
                new SynchronousQueue<>(),
                ServiceInstances::thread,
                new ThreadPoolExecutor.CallerRunsPolicy());
        // Whoever waits for a while alone must not do so themselves.
        ThreadPoolExecutor all = new ThreadPoolExecutor(
                MOST_AT_ONCE,
                MOST_AT_ONCE,
                30,
                TimeUnit.SECONDS,
                new LinkedBlockingQueue<>(),
                ServiceInstances::thread);
        all.allowCoreThreadTimeOut(true);
        this.waiting = all;
    }

    private static Thread thread(Runnable task) {
        Thread thread = new Thread(task, "avenant-service-instances");
        thread.setDaemon(true);
        return thread;
    }

    private void add(String setting, ConsoleSettings.Service service, Duration timeout) {
        if (service.group().isBlank() || service.instances().isEmpty()) {
            throw new UnusableClusterException(
                    setting + ": expected a group and its instances but found "
                            + (service.group().isBlank() ? "no group." : "no instances."),
                    "Set " + setting + ".group to the consumer group, and " + setting
                            + ".instances to the addresses of its processes with commas between them.");
        }
        try {
            ServiceInstance.checkHeaders(service.headers());
        } catch (IllegalArgumentException wrong) {
            throw new UnusableClusterException(
                    setting + ".headers: expected headers of HTTP but " + wrong.getMessage() + ".",
                    "Set headers such as Authorization, each in one line.");
        }
        List<ServiceInstance> instances = new ArrayList<>();
        for (String address : service.instances()) {
            instances.add(ServiceInstance.url(address)
                    .map(url -> new ServiceInstance(url, service.headers(), timeout))
                    .orElseThrow(() -> new UnusableClusterException(
                            setting + ".instances: expected addresses like http://billing-1:8082, without user, query"
                                    + " and fragment, but found " + Printable.line(UrlText.withoutUser(address)) + ".",
                            "Set the address at which the process answers /actuator; credentials go into " + setting
                                    + ".headers.")));
        }
        if (byGroup.put(service.group(), List.copyOf(instances)) != null) {
            throw new UnusableClusterException(
                    setting + ".group: expected another group than those before but found " + service.group()
                            + " again.",
                    "Name all instances of a group at one place.");
        }
    }

    /** Those of a group; none when the settings name none. */
    List<ServiceInstance> of(String group) {
        return byGroup.getOrDefault(group, List.of());
    }

    /** The groups whose processes the settings name, in order. */
    List<String> groups() {
        return byGroup.keySet().stream().sorted().toList();
    }

    /** Does something with each of them at once, and answers in their order. */
    <T, R> List<R> atOnce(List<T> all, Function<T, R> step) {
        List<CompletableFuture<R>> answers = all.stream()
                .map(each -> CompletableFuture.supplyAsync(() -> step.apply(each), threads))
                .toList();
        return answers.stream().map(CompletableFuture::join).toList();
    }

    /**
     * The same, without waiting longer than that; empty for those that have not answered by then. Where all threads are busy
     * with processes that do not answer, the rest is not asked.
     */
    <T, R> List<Optional<R>> atOnce(List<T> all, Function<T, R> step, Duration longest) {
        long end = System.nanoTime() + longest.toNanos();
        List<CompletableFuture<Optional<R>>> answers = all.stream()
                .map(each -> CompletableFuture.<Optional<R>>supplyAsync(
                                () -> System.nanoTime() < end ? Optional.of(step.apply(each)) : Optional.empty(),
                                waiting)
                        .completeOnTimeout(Optional.empty(), longest.toMillis(), TimeUnit.MILLISECONDS))
                .toList();
        return answers.stream().map(CompletableFuture::join).toList();
    }

    HttpClient http() {
        return http;
    }

    @PreDestroy
    void close() {
        threads.shutdownNow();
        waiting.shutdownNow();
    }
}
