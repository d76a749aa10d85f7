package dev.avenant.cli;

import dev.avenant.messaging.api.DeadLetterTopic;
import java.util.List;
import java.util.concurrent.Callable;
import org.apache.kafka.clients.admin.Admin;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

@Command(
        name = "list",
        mixinStandardHelpOptions = true,
        description = "The dead-letter topics and how many messages lie in each.",
        footer = {"", "Example:", "  avenant dead-letters list --bootstrap-servers localhost:9092"})
final class DeadLettersList implements Callable<Integer> {
    private final Terminal terminal;

    @Mixin
    private final CommandConfig config = new CommandConfig();

    @Mixin
    private final Kafka kafka = new Kafka(config);

    DeadLettersList(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() {
        List<String> topics;
        try (Admin admin = kafka.admin()) {
            topics = kafka.answer(admin.listTopics().names()).stream()
                    .filter(DeadLetterTopic::isName)
                    .sorted()
                    .toList();
        }
        if (topics.isEmpty()) {
            terminal.out().println("There is no dead-letter topic on " + kafka.bootstrapServers() + ".");
            return ExitCode.CLEAN;
        }
        int width = topics.stream().mapToInt(String::length).max().orElse(0);
        return kafka.read(reader -> {
            for (String topic : topics) {
                long messages = reader.count(topic);
                terminal.out()
                        .println(topic + " ".repeat(width - topic.length()) + "  " + messages
                                + (messages == 1 ? " message" : " messages"));
            }
            return ExitCode.CLEAN;
        });
    }
}
