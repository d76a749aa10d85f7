package dev.avenant.cli.deadletters;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.avenant.cli.access.CommandConfig;
import dev.avenant.cli.access.ConsoleOptions;
import dev.avenant.cli.access.Kafka;
import dev.avenant.cli.console.ConsoleClient;
import dev.avenant.cli.console.ConsoleLetters;
import dev.avenant.cli.terminal.ExitCode;
import dev.avenant.cli.terminal.OutputFormat;
import dev.avenant.cli.terminal.Terminal;
import dev.avenant.messaging.api.dialect.LetterDialect;
import dev.avenant.messaging.api.dialect.LetterDialects;
import dev.avenant.operations.TopicNames;
import dev.avenant.operations.letters.DeadLetterTopics;
import dev.avenant.text.Printable;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

@Command(
        name = "list",
        mixinStandardHelpOptions = true,
        description = {
            "The dead-letter topics and how many messages lie in each.",
            "A topic is one when its name has dlt, dlq or dead-letter in it, as a word of its own; the commands for letters"
                    + " take any other name too."
        },
        footer = {"", "Example:", "  avenant dead-letters list --bootstrap-servers localhost:9092"})
public final class DeadLettersList implements Callable<Integer> {
    private final Terminal terminal;

    @Mixin
    private final CommandConfig config = new CommandConfig();

    @Mixin
    private final Kafka kafka = new Kafka(config);

    @Mixin
    private final ConsoleOptions console;

    @Mixin
    private final OutputFormat format = new OutputFormat();

    public DeadLettersList(Terminal terminal) {
        this.terminal = terminal;
        this.console = new ConsoleOptions(config, terminal);
    }

    /**
     * A dead-letter topic.
     *
     * @param dialect who wrote its newest letters, null when they do not say
     */
    private record Topic(
            String name, long messages, @Nullable LetterDialect dialect) {}

    @Override
    public Integer call() {
        Optional<ConsoleClient> asked = console.insteadOf(kafka);
        List<Topic> topics = asked.map(DeadLettersList::ofConsole).orElseGet(this::ofKafka);
        if (format.isJson()) {
            OutputFormat.print(json(topics), terminal);
        } else {
            print(topics, asked.map(ConsoleClient::address).orElseGet(kafka::bootstrapServers));
        }
        return ExitCode.CLEAN;
    }

    private static List<Topic> ofConsole(ConsoleClient client) {
        return new ConsoleLetters(client)
                .topics().stream()
                        .map(topic -> new Topic(
                                topic.name(),
                                topic.messages(),
                                Optional.ofNullable(topic.dialect())
                                        .flatMap(LetterDialects::named)
                                        .orElse(null)))
                        .toList();
    }

    private List<Topic> ofKafka() {
        List<String> names;
        try (Admin admin = kafka.admin()) {
            names = kafka.answer(admin.listTopics().names()).stream()
                    .filter(TopicNames::isOfDeadLetters)
                    .sorted()
                    .toList();
        }
        return names.isEmpty()
                ? List.of()
                : kafka.read(reader -> names.stream()
                        .map(name -> new Topic(
                                name,
                                reader.count(name),
                                DeadLetterTopics.dialect(reader, name).orElse(null)))
                        .toList());
    }

    private void print(List<Topic> topics, String where) {
        if (topics.isEmpty()) {
            terminal.out().println("There is no dead-letter topic on " + where + ".");
            return;
        }
        int width =
                topics.stream().mapToInt(topic -> topic.name().length()).max().orElse(0);
        for (Topic topic : topics) {
            String dialect = topic.dialect() == null || topic.dialect() == LetterDialects.AVENANT
                    ? ""
                    : "  " + topic.dialect().title();
            terminal.out()
                    .println(Printable.of(topic.name())
                            + " ".repeat(width - topic.name().length()) + "  " + topic.messages()
                            + (topic.messages() == 1 ? " message" : " messages") + dialect);
        }
    }

    private static ArrayNode json(List<Topic> topics) {
        return topics.stream()
                .map(topic -> {
                    ObjectNode json = JsonNodeFactory.instance.objectNode();
                    json.put("topic", topic.name());
                    json.put("messages", topic.messages());
                    if (topic.dialect() != null) {
                        json.put("dialect", topic.dialect().name());
                    }
                    return json;
                })
                .collect(Collectors.collectingAndThen(
                        Collectors.toList(),
                        all -> JsonNodeFactory.instance.arrayNode().addAll(all)));
    }
}
