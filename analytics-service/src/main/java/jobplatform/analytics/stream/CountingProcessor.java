package jobplatform.analytics.stream;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import jobplatform.analytics.figures.Counts;
import jobplatform.analytics.figures.JobFigures;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.processor.PunctuationType;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;
import org.jspecify.annotations.Nullable;

/**
 * Keeps what is known of each job and its applications, and tells what each fact changes in the sums: nothing when its version
 * is known. So an event that comes twice, under whatever id, counts once; one that comes late, or before what it needs, gives
 * the same sums as one that came in time.
 *
 * <p>Its records have as key the text of a dimension with {@link Counts}, and as timestamp the hour that these belong to; and
 * the id of a job with its {@link JobFigures}.
 */
final class CountingProcessor implements Processor<String, Fact, String, Object> {

    static final String JOBS = "jobs";
    static final String APPLICATIONS = "applications";

    private static final Duration PAUSE = Duration.ofMinutes(1);

    private final Duration kept;
    private @Nullable ProcessorContext<String, Object> context;
    private @Nullable KeyValueStore<String, JobState> jobs;
    private @Nullable KeyValueStore<String, ApplicationState> applications;

    /**
     * @param kept how long a removed job, and an application of which nothing is heard, is known: longer than any event may be late, so
     *     that one that comes again after that changes no sum
     */
    CountingProcessor(Duration kept) {
        this.kept = kept;
    }

    @Override
    public void init(ProcessorContext<String, Object> context) {
        KeyValueStore<String, JobState> ofJobs = context.getStateStore(JOBS);
        KeyValueStore<String, ApplicationState> ofApplications = context.getStateStore(APPLICATIONS);
        this.context = context;
        jobs = ofJobs;
        applications = ofApplications;
        OldStates<JobState> oldJobs = new OldStates<>(ofJobs, JobState::isOverBefore);
        OldStates<ApplicationState> oldApplications = new OldStates<>(ofApplications, ApplicationState::isOverBefore);
        context.schedule(PAUSE, PunctuationType.WALL_CLOCK_TIME, now -> {
            // While old events are read, it is not later than these.
            Instant time = Instant.ofEpochMilli(Math.min(now, context.currentStreamTimeMs()))
                    .minus(kept);
            oldJobs.forgetBefore(time);
            oldApplications.forgetBefore(time);
        });
    }

    @Override
    public void process(Record<String, Fact> record) {
        Open open = open(record.timestamp());
        if (record.value() instanceof JobFact job) {
            open.count(job);
        } else if (record.value() instanceof JobRemoval removal) {
            open.remove(removal);
        } else if (record.value() instanceof ApplicationFact application) {
            open.count(application);
        }
    }

    private Open open(long timestamp) {
        if (context == null || jobs == null || applications == null) {
            throw new IllegalStateException("The processor counts nothing before init");
        }
        return new Open(context, jobs, applications, timestamp);
    }

    /** One fact, with all that it needs. */
    private record Open(
            ProcessorContext<String, Object> context,
            KeyValueStore<String, JobState> jobs,
            KeyValueStore<String, ApplicationState> applications,
            long timestamp) {

        void count(JobFact fact) {
            JobState before = job(fact.jobId());
            JobState after = before.with(fact);
            if (after.equals(before)) {
                return;
            }
            after.contribution().changesSince(before.contribution(), this::forward);
            if (!after.dimensions(fact.employerId()).equals(before.dimensions(fact.employerId()))) {
                countApplicationsAnew(fact.jobId(), before, after);
            }
            put(fact, before, after);
        }

        void remove(JobRemoval removal) {
            JobState before = job(removal.jobId());
            put(removal, before, before.removedAt(Instant.ofEpochMilli(timestamp)));
        }

        void count(ApplicationFact fact) {
            JobState job = job(fact.jobId());
            String key = fact.jobId() + "/" + fact.applicationId();
            ApplicationState known = applications.get(key);
            ApplicationState before = known == null ? ApplicationState.UNKNOWN : known;
            ApplicationState after = before.with(fact, Instant.ofEpochMilli(timestamp));
            if (after.equals(before)) {
                return;
            }
            after.contribution(job).changesSince(before.contribution(job), this::forward);
            applications.put(key, after);
            if (fact.stage() == Stage.APPLIED) {
                put(fact, job, job.appliedAt(fact.at()));
            }
        }

        private JobState job(UUID id) {
            JobState known = jobs.get(id.toString());
            return known == null ? JobState.UNKNOWN : known;
        }

        private void countApplicationsAnew(UUID jobId, JobState before, JobState after) {
            try (KeyValueIterator<String, ApplicationState> all =
                    applications.prefixScan(jobId + "/", Serdes.String().serializer())) {
                while (all.hasNext()) {
                    KeyValue<String, ApplicationState> each = all.next();
                    each.value.contribution(after).changesSince(each.value.contribution(before), this::forward);
                }
            }
        }

        private void put(Fact fact, JobState before, JobState after) {
            if (after.equals(before)) {
                return;
            }
            String key = fact.jobId().toString();
            jobs.put(key, after);
            Optional<JobFigures> figures = after.figures(fact.jobId(), fact.employerId());
            if (figures.isPresent() && !figures.equals(before.figures(fact.jobId(), fact.employerId()))) {
                context.forward(new Record<>(key, figures.get(), timestamp));
            }
        }

        private void forward(Contribution.Cell cell, Counts counts) {
            context.forward(new Record<>(
                    cell.dimension().toString(), counts, cell.hour().toEpochMilli()));
        }
    }
}
