package dev.avenant.cli;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.avenant.messaging.api.dialect.LetterState;
import java.util.EnumMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** What became of the messages that a command was to deal with. */
final class LetterTally {
    private final Map<String, Integer> taken = new TreeMap<>();
    private final Map<LetterState, Integer> leftOut = new EnumMap<>(LetterState.class);
    private int failedTooOften;

    void took(String topic) {
        taken.merge(topic, 1, Integer::sum);
    }

    void leftOut(LetterState state) {
        leftOut.merge(state, 1, Integer::sum);
    }

    void failedTooOften() {
        failedTooOften++;
    }

    int taken() {
        return taken.values().stream().mapToInt(Integer::intValue).sum();
    }

    /** The topics, and of several how many messages each. */
    String topics(String otherwise) {
        if (taken.size() < 2) {
            return taken.keySet().stream().findFirst().orElse(otherwise);
        }
        return taken.entrySet().stream()
                .map(topic -> topic.getKey() + " (" + topic.getValue() + ")")
                .collect(Collectors.joining(", "));
    }

    /** In brackets what was left out and why; nothing when all were taken. */
    String leftOut(int maxAttempts) {
        return sentence(LetterState.REPLAYED, "they were replayed since they failed", "it was replayed since it failed")
                + sentence(LetterState.RESOLVED, "they were replayed and handled", "it was replayed and handled")
                + sentence(LetterState.DROPPED, "they were dropped", "it was dropped")
                + (failedTooOften == 0
                        ? ""
                        : sentence(failedTooOften, "they", "it") + " failed " + maxAttempts
                                + " times; --max-attempts or --offset takes " + (failedTooOften == 1 ? "it" : "them")
                                + ")");
    }

    private String sentence(LetterState state, String many, String one) {
        int count = leftOut.getOrDefault(state, 0);
        return count == 0 ? "" : sentence(count, many, one) + ")";
    }

    private static String sentence(int count, String many, String one) {
        return " (" + count + (count == 1 ? " is left out: " + one : " are left out: " + many);
    }

    ObjectNode json() {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        ObjectNode topics = json.putObject("topics");
        taken.forEach(topics::put);
        ObjectNode left = json.putObject("leftOut");
        leftOut.forEach((state, count) -> left.put(LetterJson.word(state), count));
        if (failedTooOften > 0) {
            left.put("failedTooOften", failedTooOften);
        }
        return json;
    }
}
