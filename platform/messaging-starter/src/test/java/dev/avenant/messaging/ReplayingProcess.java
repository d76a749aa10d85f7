package dev.avenant.messaging;

import static org.awaitility.Awaitility.await;

import dev.avenant.messaging.internal.deadletters.DeadLettersEndpoint;
import dev.avenant.messaging.orders.OrderPlaced;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.actuate.endpoint.SecurityContext;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.support.GenericApplicationContext;
import org.springframework.jdbc.core.JdbcTemplate;

/** A service in a process of its own, which a test may kill: its handler writes a row into the table {@code effects}. */
final class ReplayingProcess implements AutoCloseable {

    private final Process process;

    private ReplayingProcess(Process process) {
        this.process = process;
    }

    /**
     * Starts one.
     *
     * @param letters how many dead letters it waits for and then replays; 0 for one that nobody tells to
     */
    static ReplayingProcess start(TestService.Setup setup, String topic, int letters, Path log) {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx256m",
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-Xlog:gc:stdout",
                "-cp",
                System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")),
                ReplayingProcess.class.getName(),
                topic,
                String.valueOf(letters)));
        for (String name : List.of(
                "spring.datasource.url",
                "spring.datasource.username",
                "spring.kafka.bootstrap-servers",
                "avenant.messaging.schema-registry-url",
                "avenant.messaging.source",
                "avenant.messaging.group-id",
                "spring.autoconfigure.exclude")) {
            command.add("--" + name + "=" + setup.property(name));
        }
        // What a process held that was ended goes to the next one when its session has ended.
        command.add("--spring.kafka.consumer.properties.session.timeout.ms=6000");
        try {
            return new ReplayingProcess(new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectOutput(log.toFile())
                    .start());
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    /** Ends it as a crash does. */
    @Override
    public void close() {
        process.destroyForcibly();
        try {
            int unused = process.waitFor();
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    public static void main(String[] arguments) {
        String topic = arguments[0];
        int letters = Integer.parseInt(arguments[1]);
        ConfigurableApplicationContext context = new SpringApplicationBuilder(TestService.Application.class)
                .web(WebApplicationType.NONE)
                .initializers(starting -> ((GenericApplicationContext) starting)
                        .registerBean(
                                Subscription.class,
                                () -> Subscription.to(topic)
                                        .on(
                                                OrderPlaced.class,
                                                (event, origin) -> starting.getBean(JdbcTemplate.class)
                                                        .update(
                                                                "INSERT INTO effects (order_id) VALUES (?)",
                                                                event.getOrderId()))))
                .run(arguments);
        if (letters > 0) {
            DeadLettersEndpoint endpoint = context.getBean(DeadLettersEndpoint.class);
            await().atMost(Duration.ofMinutes(10))
                    .until(() -> Long.valueOf(letters)
                            .equals(endpoint.letters(null, null, null, 0)
                                    .states()
                                    .get("open")));
            var unused = endpoint.replay(null, null, true, null, letters / 4.0, SecurityContext.NONE);
        }
    }
}
