package dev.avenant.cli.access;

import dev.avenant.cli.terminal.CommandFailure;
import dev.avenant.messaging.api.KafkaTimeoutException;
import dev.avenant.messaging.api.TopicNotFoundException;
import dev.avenant.messaging.api.TopicReader;
import dev.avenant.operations.KafkaAccess;
import dev.avenant.operations.KafkaClients;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;
import java.util.function.Supplier;
import org.apache.kafka.clients.CommonClientConfigs;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.errors.AuthenticationException;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Which Kafka a command talks to. It never joins a consumer group and never commits an offset. */
public final class Kafka implements KafkaAccess {
    private final CommandConfig config;

    @Option(
            names = "--bootstrap-servers",
            paramLabel = "HOST:PORT",
            description = "The Kafka brokers (default: bootstrap.servers of --command-config,"
                    + " $KAFKA_BOOTSTRAP_SERVERS or the stack that runs here).")
    private @Nullable String bootstrapServers;

    public Kafka(CommandConfig config) {
        this.config = config;
    }

    /** The Kafka at these brokers, with the settings of a file for the rest. */
    public static Kafka at(String bootstrapServers, CommandConfig config) {
        Kafka kafka = new Kafka(config);
        kafka.bootstrapServers = bootstrapServers;
        return kafka;
    }

    /** Whether brokers were named on the command line. */
    public boolean isGiven() {
        return bootstrapServers != null;
    }

    @Override
    public Admin admin() {
        return created(() -> KafkaClients.admin(settings(), config.timeout()));
    }

    /** For a step that reads while another reader is in the middle of a topic. */
    @Override
    public TopicReader reader() {
        return created(() -> new TopicReader(settings(), config.timeout()));
    }

    /** What the step reads; a failure that says why when Kafka does not answer or has no such topic. */
    public <T> T read(Function<TopicReader, T> step) {
        try (TopicReader reader = reader()) {
            return step.apply(reader);
        } catch (KafkaTimeoutException | TopicNotFoundException failed) {
            throw CommandFailure.couldNotRun(failed.getMessage() + ".");
        } catch (AuthenticationException refused) {
            throw refused("Kafka at " + bootstrapServers(), refused);
        }
    }

    public Producer<byte[], byte[]> producer() {
        return created(() -> KafkaClients.producer(settings(), config.timeout()));
    }

    @Override
    public Producer<byte[], byte[]> replayProducer() {
        return created(() -> KafkaClients.replayProducer(settings(), config.timeout()));
    }

    /** What the file says, and the brokers. */
    private Map<String, Object> settings() {
        Map<String, Object> settings = config.kafka();
        settings.put(CommonClientConfigs.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers());
        return settings;
    }

    private <T> T created(Supplier<T> client) {
        try {
            return client.get();
        } catch (KafkaException wrong) {
            Throwable reason = wrong.getCause() == null ? wrong : wrong.getCause();
            throw config.refused("Kafka's settings cannot be used: " + reason.getMessage());
        }
    }

    /** The answer, or a failure that says what Kafka said. */
    @Override
    public <T> T answer(KafkaFuture<T> future) {
        try {
            return future.get(config.timeout().toMillis() + 500, TimeUnit.MILLISECONDS);
        } catch (ExecutionException e) {
            throw failed(e.getCause() == null ? e : e.getCause());
        } catch (TimeoutException e) {
            throw unanswered();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw CommandFailure.couldNotRun("Interrupted.");
        }
    }

    /** Kafka's client says of some requests only that it found no broker for them, and in the cause why. */
    private CommandFailure failed(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof AuthenticationException refused) {
                return refused("Kafka at " + bootstrapServers(), refused);
            }
            if (cause instanceof org.apache.kafka.common.errors.TimeoutException) {
                return unanswered();
            }
        }
        return CommandFailure.couldNotRun(
                "The request to Kafka at " + bootstrapServers() + " failed: " + failure.getMessage() + ".");
    }

    private CommandFailure unanswered() {
        return CommandFailure.couldNotRun("Kafka at " + bootstrapServers() + " did not answer within "
                + config.timeout().toSeconds() + " s. Check that it runs and can be reached from here.");
    }

    public static CommandFailure refused(String kafka, AuthenticationException why) {
        return CommandFailure.couldNotRun(kafka + " refused the credentials: " + why.getMessage()
                + ". Check the security settings of --command-config.");
    }

    @Override
    public String bootstrapServers() {
        if (bootstrapServers != null) {
            return bootstrapServers;
        }
        String byFile = config.settings().get(CommonClientConfigs.BOOTSTRAP_SERVERS_CONFIG);
        String byEnvironment = System.getenv("KAFKA_BOOTSTRAP_SERVERS");
        if (byFile != null) {
            return byFile;
        }
        if (byEnvironment != null) {
            return byEnvironment;
        }
        return config.addressInStack("kafka", "--bootstrap-servers", "KAFKA_BOOTSTRAP_SERVERS");
    }
}
