package dev.avenant.console.deadletters;

import dev.avenant.console.ConsoleSettings;
import dev.avenant.console.topics.KafkaAwayException;
import dev.avenant.messaging.api.DeadLetter;
import dev.avenant.messaging.api.TopicReader;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.KafkaException;
import org.springframework.stereotype.Component;

/**
 * Reads the newest records of a dead-letter topic without joining a consumer group, so that looking changes nothing.
 * Throws {@link KafkaAwayException}; nobody retries.
 */
@Component
public class DeadLetters {

    private final ConsoleSettings settings;

    DeadLetters(ConsoleSettings settings) {
        this.settings = settings;
    }

    /** Of the newest records of each partition, at most that many, those that are letters; the newest first. */
    public List<DeadLetterView> newest(String topic, int perPartition) {
        try (TopicReader reader = new TopicReader(settings.kafkaClient(Map.of()), settings.timeout())) {
            List<DeadLetterView> letters = new ArrayList<>();
            reader.newest(topic, perPartition).stream()
                    .filter(DeadLetter::isLetter)
                    .forEach(record -> letters.add(DeadLetterView.of(new DeadLetter(record))));
            Collections.reverse(letters);
            return letters;
        } catch (KafkaException failed) {
            throw KafkaAwayException.of(settings.bootstrapServers(), failed);
        }
    }
}
