package dev.avenant.cli.deadletters;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.avenant.messaging.api.dialect.LetterState;
import dev.avenant.operations.letters.LetterTally;
import dev.avenant.text.Printable;
import java.util.stream.Collectors;

/** What became of the messages that a command was to deal with, for people and for programs. */
final class TallyWords {
    private final LetterTally tally;

    TallyWords(LetterTally tally) {
        this.tally = tally;
    }

    /** Whether there was nothing to deal with, so that nothing was left out either. */
    boolean isOfNone() {
        return tally.taken() == 0 && tally.leftOut().isEmpty() && tally.failedTooOften() == 0;
    }

    /** What to say then. */
    static String none(String topic, boolean isOfAll) {
        return isOfAll
                ? "There is no message in " + topic + "."
                : "No message of " + topic + " has all that is asked for. avenant dead-letters show " + topic
                        + " lists them.";
    }

    /** The topics, and of several how many messages each. */
    String topics(String otherwise) {
        if (tally.topics().size() < 2) {
            return tally.topics().keySet().stream()
                    .findFirst()
                    .map(Printable::of)
                    .orElse(otherwise);
        }
        return tally.topics().entrySet().stream()
                .map(topic -> Printable.of(topic.getKey()) + " (" + topic.getValue() + ")")
                .collect(Collectors.joining(", "));
    }

    /** In brackets what was left out and why; nothing when all were taken. */
    String leftOut(int maxAttempts) {
        return sentence(LetterState.REPLAYED, "they were replayed since they failed", "it was replayed since it failed")
                + sentence(LetterState.RESOLVED, "they were replayed and handled", "it was replayed and handled")
                + sentence(LetterState.DROPPED, "they were dropped", "it was dropped")
                + (tally.failedTooOften() == 0
                        ? ""
                        : sentence(tally.failedTooOften(), "they", "it") + " failed " + maxAttempts
                                + " times; --max-attempts or --offset takes "
                                + (tally.failedTooOften() == 1 ? "it" : "them")
                                + ")");
    }

    private String sentence(LetterState state, String many, String one) {
        int count = tally.leftOut().getOrDefault(state, 0);
        return count == 0 ? "" : sentence(count, many, one) + ")";
    }

    private static String sentence(int count, String many, String one) {
        return " (" + count + (count == 1 ? " is left out: " + one : " are left out: " + many);
    }

    ObjectNode json() {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        ObjectNode topics = json.putObject("topics");
        tally.topics().forEach(topics::put);
        ObjectNode left = json.putObject("leftOut");
        tally.leftOut().forEach((state, count) -> left.put(LetterJson.word(state), count));
        if (tally.failedTooOften() > 0) {
            left.put("failedTooOften", tally.failedTooOften());
        }
        return json;
    }
}
