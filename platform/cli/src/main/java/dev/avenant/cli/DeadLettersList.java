package dev.avenant.cli;

import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.common.TopicPartition;
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
                    .filter(name -> name.endsWith(DeadLetterTopic.SUFFIX))
                    .sorted()
                    .toList();
        }
        if (topics.isEmpty()) {
            terminal.out().println("There is no dead-letter topic on " + kafka.bootstrapServers() + ".");
            return ExitCode.CLEAN;
        }
        int width = topics.stream().mapToInt(String::length).max().orElse(0);
        try (Consumer<byte[], byte[]> consumer = kafka.consumer()) {
            for (String topic : topics) {
                long messages = messages(consumer, topic);
                terminal.out()
                        .println(topic + " ".repeat(width - topic.length()) + "  " + messages
                                + (messages == 1 ? " message" : " messages"));
            }
        }
        return ExitCode.CLEAN;
    }

    private static long messages(Consumer<byte[], byte[]> consumer, String topic) {
        List<TopicPartition> partitions = Topics.assign(consumer, topic);
        Map<TopicPartition, Long> begins = consumer.beginningOffsets(partitions);
        return consumer.endOffsets(partitions).entrySet().stream()
                .mapToLong(end -> end.getValue() - begins.getOrDefault(end.getKey(), 0L))
                .sum();
    }
}
