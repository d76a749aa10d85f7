package dev.avenant.messaging.internal.deadletters;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Which dead letters are meant; null means any.
 *
 * @param state by its text, such as {@code open}
 * @param category such as {@code HANDLER_REFUSED}
 * @param key the whole key as text
 * @param fewerAttempts only those that failed less often
 */
record LetterFilter(
        @Nullable String state,
        @Nullable String category,
        @Nullable String key,
        @Nullable Integer fewerAttempts) {

    /** The condition with a question mark for each of {@link #values}. */
    String condition() {
        StringBuilder condition = new StringBuilder("consumer_group = ?");
        condition.append(state == null ? "" : " AND state = ?");
        condition.append(category == null ? "" : " AND category = ?");
        condition.append(key == null ? "" : " AND message_key = convert_to(?, 'UTF8')");
        condition.append(fewerAttempts == null ? "" : " AND attempts < ?");
        return condition.toString();
    }

    List<Object> values(String group) {
        List<Object> values = new ArrayList<>();
        values.add(group);
        for (Object value : new @Nullable Object[] {state, category, key, fewerAttempts}) {
            if (value != null) {
                values.add(value);
            }
        }
        return values;
    }

    /** For whoever reads later what was meant. */
    @Override
    public String toString() {
        List<String> words = new ArrayList<>();
        if (category != null) {
            words.add("category " + category);
        }
        if (key != null) {
            words.add("key " + key);
        }
        return (words.isEmpty() ? "all" : String.join(", ", words)) + " in state " + state;
    }
}
