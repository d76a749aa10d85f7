package dev.avenant.operations.letters;

import dev.avenant.operations.letters.NoSuchLetterException.Asked;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Which of the things that a filter asks for were seen in the letters of a topic. */
final class LetterSightings {
    private static final int MOST_KEPT = 20;

    private final LetterFilter filter;
    private final Set<String> places = new HashSet<>();
    private final Set<String> categories = new TreeSet<>();
    private final Set<String> exceptions = new TreeSet<>();
    private boolean keySeen;
    private boolean exceptionSeen;

    LetterSightings(LetterFilter filter) {
        this.filter = filter;
    }

    void add(LetterFacts facts) {
        if (filter.places().contains(facts.place())) {
            places.add(facts.place());
        }
        String key = filter.key();
        keySeen |= key != null && LetterFacts.keyOf(key).equals(facts.key());
        note(categories, facts.category(), filter.category());
        note(exceptions, facts.exception(), null);
        note(exceptions, facts.rootException(), null);
        String exception = filter.exception();
        exceptionSeen |= exception != null && facts.hasException(exception);
    }

    /** When all was seen: refuses what no letter of the topic has. */
    void refuseWhatNoneHas(String topic) {
        filter.places().stream()
                .sorted()
                .forEach(place -> require(topic, Asked.PLACE, place, places.contains(place), List.of()));
        require(topic, Asked.KEY, filter.key(), keySeen, List.of());
        String category = filter.category();
        require(topic, Asked.CATEGORY, category, category != null && categories.contains(category), categories);
        require(topic, Asked.EXCEPTION, filter.exception(), exceptionSeen, exceptions);
    }

    private static void require(
            String topic, Asked asked, @Nullable String wanted, boolean seen, Collection<String> known) {
        if (wanted != null && !seen) {
            throw new NoSuchLetterException(topic, asked, wanted, List.copyOf(known));
        }
    }

    private static void note(Set<String> all, @Nullable String name, @Nullable String wanted) {
        if (name != null && (all.size() <= MOST_KEPT || name.equals(wanted))) {
            all.add(name);
        }
    }
}
