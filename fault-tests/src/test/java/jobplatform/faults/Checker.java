package jobplatform.faults;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;

/** Finds the anomalies of an observation. */
final class Checker {

    private Checker() {}

    static Anomalies check(Observation seen) {
        Set<Version> published = seen.published().stream()
                .map(PublishedEvent::version)
                .collect(Collectors.toCollection(LinkedHashSet::new));
        return new Anomalies(
                lostWrites(seen, published),
                published.stream()
                        .filter(version -> version.number() > seen.stored().getOrDefault(version.entity(), 0L))
                        .toList(),
                orderInversions(seen.published()),
                published.stream()
                        .filter(version -> !seen.effects().contains(version))
                        .toList(),
                duplicates(seen.effects()),
                inversions(seen.effects()));
    }

    private static List<Version> lostWrites(Observation seen, Set<Version> published) {
        List<Version> lost = new ArrayList<>();
        for (Version version : seen.acknowledged()) {
            if (version.number() > seen.stored().getOrDefault(version.entity(), 0L)) {
                lost.add(version);
            }
        }
        seen.stored().forEach((user, last) -> {
            for (long number = 1; number <= last; number++) {
                Version version = new Version(user, number);
                if (!published.contains(version)) {
                    lost.add(version);
                }
            }
        });
        return lost;
    }

    /** An event that was sent again may come later than its successors, if they come once more after it. */
    private static List<Version> orderInversions(List<PublishedEvent> published) {
        Set<String> ids = new HashSet<>();
        List<Version> firsts = new ArrayList<>();
        Map<UUID, Version> last = new HashMap<>();
        Map<UUID, Long> highest = new HashMap<>();
        for (PublishedEvent event : published) {
            Version version = event.version();
            if (ids.add(event.id())) {
                firsts.add(version);
            }
            last.put(version.entity(), version);
            highest.merge(version.entity(), version.number(), Math::max);
        }
        List<Version> inversions = new ArrayList<>(inversions(firsts));
        last.values().stream()
                .filter(version -> version.number() < highest.getOrDefault(version.entity(), 0L))
                .forEach(inversions::add);
        return inversions;
    }

    private static List<Version> inversions(List<Version> versions) {
        Map<UUID, Long> highest = new HashMap<>();
        List<Version> inversions = new ArrayList<>();
        for (Version version : versions) {
            long before = highest.getOrDefault(version.entity(), 0L);
            if (version.number() < before) {
                inversions.add(version);
            }
            highest.put(version.entity(), Math.max(before, version.number()));
        }
        return inversions;
    }

    private static List<Version> duplicates(List<Version> effects) {
        Set<Version> once = new HashSet<>();
        return effects.stream().filter(version -> !once.add(version)).toList();
    }
}
