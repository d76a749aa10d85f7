package jobplatform.analytics.stream;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import jobplatform.application.events.JobApplicationReceived;
import jobplatform.application.events.JobApplicationStatusChanged;
import jobplatform.job.events.JobCreated;
import jobplatform.job.events.JobStatusChanged;
import jobplatform.job.events.JobUpdated;
import jobplatform.types.JobStatus;
import org.apache.avro.specific.SpecificRecord;
import org.jspecify.annotations.Nullable;

/**
 * What the figures of some events are, counted by walking over the list: for each of the texts {@code <dimension>@<hour> <what>}
 * how often it happened. It shares no code with what it is held against.
 */
final class FigureOracle {

    private final List<SpecificRecord> events;
    private final Map<String, Long> counts = new HashMap<>();

    private FigureOracle(List<SpecificRecord> events) {
        this.events = events;
    }

    static Map<String, Long> figuresOf(List<SpecificRecord> events) {
        FigureOracle oracle = new FigureOracle(events);
        oracle.count();
        return oracle.counts;
    }

    private void count() {
        Set<UUID> jobs = new HashSet<>();
        for (SpecificRecord event : events) {
            if (event instanceof JobCreated created && jobs.add(created.getJobId())) {
                opening(created.getJobId())
                        .ifPresent(opened -> add(created.getJobId(), created.getEmployerId(), opened.at, "posted"));
            }
            if (event instanceof JobApplicationReceived received) {
                add(received.getJobId(), received.getEmployerId(), received.getAppliedAt(), "applied");
            }
            if (event instanceof JobApplicationStatusChanged changed) {
                String what = changed.getNewStatus().name().toLowerCase(Locale.ROOT);
                add(changed.getJobId(), changed.getEmployerId(), changed.getChangedAt(), what);
            }
        }
    }

    private void add(UUID job, UUID employer, Instant at, String what) {
        Set<String> dimensions = new HashSet<>(Set.of("ALL/", "EMPLOYER/" + employer));
        opening(job).ifPresent(opened -> dimensions.addAll(opened.dimensions));
        for (String dimension : dimensions) {
            counts.merge(dimension + "@" + at.truncatedTo(ChronoUnit.HOURS) + " " + what, 1L, Long::sum);
        }
    }

    /** When the job became open first, and what it was then. */
    private Optional<Opening> opening(UUID job) {
        List<Version> versions = new ArrayList<>();
        for (SpecificRecord event : events) {
            if (event instanceof JobCreated created && created.getJobId().equals(job)) {
                versions.add(new Version(
                        created.getVersion(),
                        created.getStatus(),
                        created.getCreatedAt(),
                        dimensions(created.getLocation(), created.getSkills())));
            } else if (event instanceof JobUpdated updated && updated.getJobId().equals(job)) {
                versions.add(new Version(
                        updated.getVersion(),
                        updated.getStatus(),
                        updated.getUpdatedAt(),
                        dimensions(updated.getLocation(), updated.getSkills())));
            } else if (event instanceof JobStatusChanged changed
                    && changed.getJobId().equals(job)) {
                versions.add(new Version(changed.getVersion(), changed.getNewStatus(), changed.getChangedAt(), null));
            }
        }
        versions.sort(Comparator.comparingLong(version -> version.number));
        Set<String> current = Set.of();
        for (Version version : versions) {
            current = version.dimensions == null ? current : version.dimensions;
            if (version.status == JobStatus.OPEN) {
                return Optional.of(new Opening(version.at, current));
            }
        }
        return Optional.empty();
    }

    private static Set<String> dimensions(Optional<String> place, List<String> skills) {
        Set<String> dimensions = new HashSet<>();
        place.map(String::strip)
                .filter(name -> !name.isEmpty())
                .ifPresent(name -> dimensions.add("PLACE/" + name.toLowerCase(Locale.ROOT)));
        skills.stream()
                .filter(name -> !name.isBlank())
                .forEach(name -> dimensions.add("SKILL/" + name.toLowerCase(Locale.ROOT)));
        return dimensions;
    }

    private record Version(
            long number,
            JobStatus status,
            Instant at,
            @Nullable Set<String> dimensions) {}

    private record Opening(Instant at, Set<String> dimensions) {}
}
