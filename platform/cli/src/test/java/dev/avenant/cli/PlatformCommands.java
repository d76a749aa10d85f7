package dev.avenant.cli;

import dev.avenant.cli.Shell.Result;
import dev.avenant.cli.access.CommandConfig;
import dev.avenant.cli.access.Kafka;
import dev.avenant.kafka.embedded.EmbeddedKafka;
import dev.avenant.registry.SchemaRegistry;
import dev.avenant.registry.SchemaRegistryConfig;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** What the tests of commands that need Kafka and a registry have alike: both, for real, and a project. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class PlatformCommands {
    @RegisterExtension
    static final EmbeddedKafka kafka = EmbeddedKafka.perJvm();

    @SuppressWarnings("NullAway.Init")
    SchemaRegistry registry;

    @TempDir
    @SuppressWarnings("NullAway.Init")
    Path folder;

    @SuppressWarnings("NullAway.Init")
    Shell shell;

    @BeforeAll
    void aRegistry() {
        registry = SchemaRegistry.start(SchemaRegistryConfig.inMemory().port(0));
    }

    @AfterAll
    void noRegistry() {
        registry.close();
    }

    @BeforeEach
    void aProject() {
        shell = new Shell(folder);
    }

    static Result platform(String input, String... words) {
        return Shell.runWith(
                input,
                Stream.concat(Stream.of(words), Stream.of("--bootstrap-servers", kafka.bootstrapServers()))
                        .toList());
    }

    Result push(SchemaRegistry target, String... more) {
        return shell.run(
                Stream.concat(Stream.of("push", "--registry", target.url().toString()), Stream.of(more))
                        .toArray(String[]::new));
    }

    static void createTopic(String name) {
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", kafka.bootstrapServers()))) {
            Kafka.at(kafka.bootstrapServers(), new CommandConfig())
                    .answer(admin.createTopics(List.of(new NewTopic(name, 1, (short) 1)))
                            .all());
        }
    }

    static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
