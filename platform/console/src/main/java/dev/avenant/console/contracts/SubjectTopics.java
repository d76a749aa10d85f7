package dev.avenant.console.contracts;

import dev.avenant.contracts.tree.Contract;
import dev.avenant.operations.TopicNames;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;

/**
 * Which topics may have records of a subject.
 *
 * @param carriers the topics themselves
 * @param copies those that keep records of them: dead letters, and what is replayed
 * @param isOfKeys whether the subject is one of keys
 */
record SubjectTopics(Set<String> carriers, Set<String> copies, boolean isOfKeys) {

    private static final Pattern CONTEXT = Pattern.compile("^:[^:]*:");
    private static final Pattern FULL_NAME = Pattern.compile("[A-Za-z_][\\w.]*");

    SubjectTopics {
        carriers = Set.copyOf(carriers);
        copies = Set.copyOf(copies);
    }

    /**
     * Those that the contracts of a subject say; where none does, those whose names the subject begins with, as it does under
     * the strategies that name the topic.
     *
     * @param contracts those of the subject
     * @param there the topics that are there and may be seen
     */
    static SubjectTopics of(String subject, List<Contract> contracts, Collection<String> there) {
        String plain = CONTEXT.matcher(subject).replaceFirst("");
        boolean isDeclared = !contracts.isEmpty();
        Set<String> carriers = new TreeSet<>();
        for (String topic : there) {
            if (isDeclared ? carries(contracts, topic) : isNamedAfter(plain, topic)) {
                carriers.add(topic);
            }
        }
        Set<String> copies = new TreeSet<>();
        for (String topic : there) {
            if (TopicNames.isOfCopies(topic)
                    && carriers.stream().anyMatch(carrier -> !carrier.equals(topic) && topic.contains(carrier))) {
                copies.add(topic);
            }
        }
        copies.removeAll(carriers);
        return new SubjectTopics(carriers, copies, isDeclared ? contracts.get(0).isKey() : plain.endsWith("-key"));
    }

    private static boolean carries(List<Contract> contracts, String topic) {
        return contracts.stream()
                .anyMatch(contract -> contract.topic()
                        .filter(carrier -> carrier.name().equals(topic))
                        .isPresent());
    }

    private static boolean isNamedAfter(String subject, String topic) {
        return subject.startsWith(topic + "-")
                && FULL_NAME.matcher(subject.substring(topic.length() + 1)).matches();
    }
}
