package jobplatform.analytics.stream;

import static jobplatform.analytics.PlatformEvents.hours;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.avenant.serde.errors.SerdeFailure;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import java.util.stream.LongStream;
import jobplatform.analytics.PlatformEvents;
import jobplatform.analytics.figures.JobFigures;
import jobplatform.application.events.JobApplicationReceived;
import jobplatform.job.events.JobCreated;
import jobplatform.types.JobApplicationStatus;
import jobplatform.types.JobStatus;
import org.apache.avro.specific.SpecificRecord;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What the figures of events are, in whatever order and however often these come. */
@Tag("fast")
class FigureTopologyTest {

    private static final UUID EMPLOYER = UUID.randomUUID();

    @TempDir
    private Path state;

    static LongStream seeds() {
        return LongStream.range(0, 4);
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void areThoseOfTheEventsThatHappened(long seed) {
        List<SpecificRecord> events = RandomHistory.of(seed);
        try (TestStream stream = new TestStream(state)) {
            events.forEach(stream::publish);

            assertThat(stream.figures()).isEqualTo(FigureOracle.figuresOf(events));
        }
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void areTheSameInWhateverOrderTheEventsComeAndHoweverOften(long seed) {
        List<SpecificRecord> events = RandomHistory.of(seed);
        List<SpecificRecord> published = new ArrayList<>(events);
        events.stream().filter(event -> event.hashCode() % 3 == 0).forEach(published::add);
        Collections.shuffle(published, new Random(seed));
        try (TestStream stream = new TestStream(state)) {
            published.forEach(stream::publish);

            assertThat(stream.figures()).isEqualTo(FigureOracle.figuresOf(events));
        }
    }

    @Test
    void aLateEventCorrectsTheHourInWhichItHappened() {
        JobCreated job = openJob("Berlin", hours(0));
        try (TestStream stream = new TestStream(state)) {
            stream.publish(job);
            stream.publish(applied(job, hours(200)));
            stream.publish(applied(job, hours(1)));

            assertThat(stream.figures())
                    .containsEntry("PLACE/berlin@" + hours(1) + " applied", 1L)
                    .containsEntry("PLACE/berlin@" + hours(200) + " applied", 1L);
        }
    }

    @Test
    void anEventThatIsLaterThanTheLatenessIsNotCountedAnyMore() {
        Instant now = hours(200);
        JobCreated job = openJob("Berlin", now);
        Instant tooLate = now.minus(TestStream.LATENESS).minus(Duration.ofHours(2));
        try (TestStream stream = new TestStream(state)) {
            stream.publish(job);
            stream.publish(applied(job, tooLate));

            assertThat(stream.figures().keySet()).noneMatch(figure -> figure.contains(tooLate.toString()));
        }
    }

    @Test
    void whatSaysThatItHappensInTheFutureCountsWhenItWasPublishedAndEndsNoHour() {
        JobCreated job = openJob("Berlin", hours(0));
        try (TestStream stream = new TestStream(state)) {
            stream.publish(job, hours(0));
            stream.publish(applied(job, hours(900_000)), hours(3));
            stream.publish(applied(job, hours(1)), hours(4));

            assertThat(stream.figures())
                    .containsEntry("ALL/@" + hours(3) + " applied", 1L)
                    .containsEntry("ALL/@" + hours(1) + " applied", 1L);
        }
    }

    @Test
    void anApplicationBelongsToThePlaceWhereItsJobWasWhenItOpened() {
        UUID id = UUID.randomUUID();
        try (TestStream stream = new TestStream(state)) {
            stream.publish(PlatformEvents.posted(id, EMPLOYER, JobStatus.DRAFT, "Rome", List.of(), hours(0)));
            stream.publish(
                    PlatformEvents.edited(id, EMPLOYER, 2, JobStatus.DRAFT, "Berlin", List.of("Java"), hours(1)));
            stream.publish(PlatformEvents.statusChanged(id, EMPLOYER, 3, JobStatus.OPEN, hours(2)));
            stream.publish(PlatformEvents.edited(id, EMPLOYER, 4, JobStatus.OPEN, "Oslo", List.of(), hours(3)));
            stream.publish(PlatformEvents.applied(UUID.randomUUID(), id, EMPLOYER, UUID.randomUUID(), hours(4)));

            assertThat(stream.figures())
                    .isEqualTo(Map.of(
                            "ALL/@" + hours(2) + " posted", 1L,
                            "EMPLOYER/" + EMPLOYER + "@" + hours(2) + " posted", 1L,
                            "PLACE/berlin@" + hours(2) + " posted", 1L,
                            "SKILL/java@" + hours(2) + " posted", 1L,
                            "ALL/@" + hours(4) + " applied", 1L,
                            "EMPLOYER/" + EMPLOYER + "@" + hours(4) + " applied", 1L,
                            "PLACE/berlin@" + hours(4) + " applied", 1L,
                            "SKILL/java@" + hours(4) + " applied", 1L));
        }
    }

    @Test
    void anApplicationOnItsFormerTopicIsNotCountedBesideItself() {
        JobCreated job = openJob("Berlin", hours(0));
        JobApplicationReceived application = applied(job, hours(1));
        try (TestStream stream = new TestStream(state)) {
            stream.publish(job);
            stream.publish(application);
            stream.publish(PlatformEvents.echo(
                    application.getApplicationId(),
                    job.getJobId(),
                    EMPLOYER,
                    application.getApplicantId(),
                    2,
                    hours(1)));

            assertThat(stream.figures()).containsEntry("ALL/@" + hours(1) + " applied", 1L);
        }
    }

    @Test
    void theTimeToTheFirstApplicationIsThatOfTheEarliestWhicheverComesFirst() {
        JobCreated job = openJob("Berlin", hours(0));
        try (TestStream stream = new TestStream(state)) {
            stream.publish(applied(job, hours(9)));
            stream.publish(job);
            stream.publish(applied(job, hours(5)));
            stream.publish(applied(job, hours(7)));

            assertThat(stream.jobs())
                    .isEqualTo(Map.of(job.getJobId(), new JobFigures(job.getJobId(), EMPLOYER, hours(0), hours(5))));
        }
    }

    @Test
    void whatCannotBeReadIsLeftOutAndCountedAndTheNextCounts() {
        JobCreated job = openJob("Berlin", hours(0));
        byte[] junk = "this is no Avro".getBytes(StandardCharsets.UTF_8);
        try (TestStream stream = new TestStream(state)) {
            stream.publish(TestStream.JOB_EVENTS, JobCreated.getClassSchema().getFullName(), junk, Instant.now());
            stream.publish(job);

            assertThat(stream.figures()).containsEntry("ALL/@" + hours(0) + " posted", 1L);
            assertThat(stream.metrics
                            .counter("jobplatform.figures.unreadable", "topic", TestStream.JOB_EVENTS)
                            .count())
                    .isEqualTo(1);
        }
    }

    @Test
    void anEventWhoseSchemaIsNotThereYetIsWaitedForAndThenLeftOut() {
        byte[] ofUnknownSchema = {0, 0, 0, 99, 99, 2};
        String type = JobCreated.getClassSchema().getFullName();
        MovableClock clock = new MovableClock();
        try (TestStream stream = new TestStream(state, clock)) {
            assertThatThrownBy(() -> stream.publish(TestStream.JOB_EVENTS, type, ofUnknownSchema, Instant.now()))
                    .satisfies(thrown -> assertThat(SerdeFailure.find(thrown))
                            .hasValueSatisfying(failure ->
                                    assertThat(failure.kind()).isEqualTo(SerdeFailure.Kind.UNKNOWN_SCHEMA_ID)));
            clock.advance(Duration.ofSeconds(30));
            stream.publish(TestStream.JOB_EVENTS, type, ofUnknownSchema, Instant.now());

            stream.publish(openJob("Berlin", hours(0)));
            assertThat(stream.figures()).containsEntry("ALL/@" + hours(0) + " posted", 1L);
        }
    }

    @Test
    void aPlaceIsNamedAsTheDatabaseCanHoldIt() {
        JobCreated job = openJob("\u0000New\t\tYork " + "k".repeat(5_000), hours(0));
        try (TestStream stream = new TestStream(state)) {
            stream.publish(job);

            assertThat(stream.figures())
                    .containsEntry("PLACE/new york " + "k".repeat(191) + "@" + hours(0) + " posted", 1L);
        }
    }

    @Test
    void everyStageIsCountedInItsHour() {
        JobCreated job = openJob("Berlin", hours(0));
        JobApplicationReceived application = applied(job, hours(1));
        try (TestStream stream = new TestStream(state)) {
            stream.publish(job);
            stream.publish(application);
            stream.publish(PlatformEvents.decided(application, 2, JobApplicationStatus.SHORTLISTED, hours(2)));
            stream.publish(PlatformEvents.decided(application, 3, JobApplicationStatus.ACCEPTED, hours(3)));

            assertThat(stream.figures())
                    .containsEntry("EMPLOYER/" + EMPLOYER + "@" + hours(1) + " applied", 1L)
                    .containsEntry("EMPLOYER/" + EMPLOYER + "@" + hours(2) + " shortlisted", 1L)
                    .containsEntry("EMPLOYER/" + EMPLOYER + "@" + hours(3) + " accepted", 1L);
        }
    }

    private static JobCreated openJob(String place, Instant at) {
        return PlatformEvents.posted(UUID.randomUUID(), EMPLOYER, JobStatus.OPEN, place, List.of(), at);
    }

    private static JobApplicationReceived applied(JobCreated job, Instant at) {
        return PlatformEvents.applied(UUID.randomUUID(), job.getJobId(), EMPLOYER, UUID.randomUUID(), at);
    }
}
