package dev.avenant.operations.registry;

import dev.avenant.operations.TopicNames;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Which topics may have records of a subject.
 *
 * @param carriers the topics themselves
 * @param copies those that keep records of them: dead letters, and what is replayed
 * @param isOfKeys whether the subject is one of keys
 */
public record SubjectTopics(Set<String> carriers, Set<String> copies, boolean isOfKeys) {

    private static final Pattern CONTEXT = Pattern.compile("^:[^:]*:");
    private static final Pattern FULL_NAME = Pattern.compile("[A-Za-z_][\\w.]*");

    public SubjectTopics {
        carriers = Set.copyOf(carriers);
        copies = Set.copyOf(copies);
    }

    /**
     * Those that contracts say.
     *
     * @param declared the topics of the subject's contracts
     * @param there the topics that are there
     */
    public static SubjectTopics declared(Collection<String> declared, boolean isOfKeys, Collection<String> there) {
        return of(declared::contains, isOfKeys, there);
    }

    /**
     * Those whose names a subject without a contract begins with, as it does under the strategies that name the topic.
     *
     * @param there the topics that are there
     */
    public static SubjectTopics named(String subject, Collection<String> there) {
        String plain = CONTEXT.matcher(subject).replaceFirst("");
        return of(topic -> isNamedAfter(plain, topic), plain.endsWith("-key"), there);
    }

    private static SubjectTopics of(Predicate<String> carries, boolean isOfKeys, Collection<String> there) {
        Set<String> carriers = there.stream().filter(carries).collect(Collectors.toCollection(TreeSet::new));
        Set<String> copies = new TreeSet<>();
        for (String topic : there) {
            if (TopicNames.isOfCopies(topic)
                    && carriers.stream().anyMatch(carrier -> !carrier.equals(topic) && topic.contains(carrier))) {
                copies.add(topic);
            }
        }
        copies.removeAll(carriers);
        return new SubjectTopics(carriers, copies, isOfKeys);
    }

    /** All of them, by name. */
    public List<String> all() {
        return Stream.concat(carriers.stream(), copies.stream()).sorted().toList();
    }

    private static boolean isNamedAfter(String subject, String topic) {
        return subject.startsWith(topic + "-")
                && FULL_NAME.matcher(subject.substring(topic.length() + 1)).matches();
    }
}
