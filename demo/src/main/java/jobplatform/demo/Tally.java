package jobplatform.demo;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;

/** How much was added, and how much was there already. */
final class Tally {

    private final Map<Kind, AtomicInteger> added = new EnumMap<>(Kind.class);
    private final AtomicInteger present = new AtomicInteger();

    /** What is added. */
    enum Kind {
        EMPLOYERS,
        JOB_SEEKERS,
        JOBS,
        APPLICATIONS,
        DECISIONS
    }

    Tally() {
        for (Kind kind : Kind.values()) {
            added.put(kind, new AtomicInteger());
        }
    }

    void added(Kind kind) {
        of(kind).incrementAndGet();
    }

    void present() {
        present.incrementAndGet();
    }

    private AtomicInteger of(Kind kind) {
        return added.computeIfAbsent(kind, each -> new AtomicInteger());
    }

    /** All of it in a sentence or two. */
    @Override
    public String toString() {
        List<String> counts = new ArrayList<>();
        added.forEach((kind, count) ->
                counts.add(count + " " + kind.name().toLowerCase(Locale.ROOT).replace('_', ' ')));
        String last = counts.remove(counts.size() - 1);
        StringBuilder text = new StringBuilder("Added " + String.join(", ", counts) + " and " + last + ".");
        if (present.get() > 0) {
            text.append(" Of users, jobs and applications ").append(present).append(" were there already and stay.");
        }
        return text.toString();
    }
}
