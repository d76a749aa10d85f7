package jobplatform.analytics.stream;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import jobplatform.analytics.figures.Counts;
import jobplatform.analytics.figures.Dimension;
import jobplatform.analytics.figures.JobFigures;
import org.jspecify.annotations.Nullable;

/**
 * What is known of a job that counts: its versions up to the one in which it became open first, whatever the order in which
 * they came, and when somebody applied first.
 *
 * <p>However often a draft is edited, this stays so small that a record of Kafka holds it: of the versions before the one that
 * is open, those are known that say what the job offers, the last {@value #MOST_VERSIONS}.
 *
 * @param versions in their order; no later ones than the first that is open
 * @param firstAppliedAt null while nobody has applied
 * @param removedAt when its removal was published; null while it was not removed
 */
record JobState(
        List<JobFact> versions,
        @Nullable Instant firstAppliedAt,
        @Nullable Instant removedAt) {

    /** Of a job of which nothing is known. */
    static final JobState UNKNOWN = new JobState(List.of(), null, null);

    private static final int MOST_VERSIONS = 16;

    JobState {
        versions = List.copyOf(versions);
    }

    /** With one version more; the same when that is known, or does not count. */
    JobState with(JobFact fact) {
        if (versions.stream().anyMatch(known -> known.version() == fact.version())) {
            return this;
        }
        List<JobFact> all = new ArrayList<>(versions);
        all.add(fact);
        all.sort(Comparator.comparingLong(JobFact::version));
        List<JobFact> counting = counting(all);
        return counting.equals(versions) ? this : new JobState(counting, firstAppliedAt, removedAt);
    }

    private static List<JobFact> counting(List<JobFact> all) {
        List<JobFact> counting = new ArrayList<>();
        for (JobFact each : all) {
            if (each.isOpen() || each.offer() != null) {
                counting.add(each);
            }
            if (each.isOpen()) {
                break;
            }
        }
        return counting.subList(Math.max(0, counting.size() - MOST_VERSIONS), counting.size());
    }

    /** With an application that arrived then; the same when one arrived before. */
    JobState appliedAt(Instant at) {
        return firstAppliedAt == null || at.isBefore(firstAppliedAt) ? new JobState(versions, at, removedAt) : this;
    }

    /** Without the job itself; the same when that is known. */
    JobState removedAt(Instant at) {
        return removedAt == null || at.isAfter(removedAt) ? new JobState(versions, firstAppliedAt, at) : this;
    }

    /** Whether nothing that happens after that time can need it. */
    boolean isOverBefore(Instant time) {
        Instant last = versions.isEmpty() && removedAt == null ? firstAppliedAt : removedAt;
        return last != null && last.isBefore(time);
    }

    /** What the job counts itself: that it was posted, when and where it became open first. */
    Contribution contribution() {
        return opening()
                .map(opened -> Contribution.of(dimensions(opened.employerId()), opened.at(), Counts.ONE_POSTED))
                .orElse(Contribution.NONE);
    }

    /** What the job and its applications are counted by: where it was, and what it asked for, when it became open first. */
    List<Dimension> dimensions(UUID employerId) {
        Stream<Dimension> always = Stream.of(Dimension.ALL, Dimension.employer(employerId));
        Stream<Dimension> posted = offer().stream()
                .flatMap(offer -> Stream.concat(
                        Stream.ofNullable(offer.place()).map(Dimension::place),
                        offer.skills().stream().map(Dimension::skill)))
                .filter(dimension -> !dimension.value().isEmpty());
        return Stream.concat(always, posted).distinct().toList();
    }

    /** How soon somebody applied; empty while it is not known when the job became open. */
    Optional<JobFigures> figures(UUID jobId, UUID employerId) {
        return opening().map(opened -> new JobFigures(jobId, employerId, opened.at(), firstAppliedAt));
    }

    private Optional<JobFact> opening() {
        return versions.stream().filter(JobFact::isOpen).findFirst();
    }

    /** What it offered when it became open; nothing before, or drafts would have figures. */
    private Optional<JobFact.Offer> offer() {
        return opening()
                .flatMap(opened -> versions.stream()
                        .<JobFact.Offer>mapMulti((version, offers) -> {
                            if (version.offer() != null) {
                                offers.accept(version.offer());
                            }
                        })
                        .reduce((earlier, later) -> later));
    }
}
