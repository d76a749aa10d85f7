package jobplatform.analytics.stream;

import static jobplatform.analytics.PlatformEvents.hours;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.avenant.serde.errors.SerdeFailure;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import jobplatform.analytics.PlatformEvents;
import jobplatform.analytics.figures.Counts;
import jobplatform.analytics.figures.JobFigures;
import jobplatform.application.events.JobApplicationReceived;
import jobplatform.job.events.JobCreated;
import jobplatform.types.JobApplicationStatus;
import jobplatform.types.JobStatus;
import org.apache.avro.specific.SpecificRecord;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What the figures of events are, in whatever order and however often these come. */
@Tag("fast")
class FigureTopologyTest {

    private static final UUID EMPLOYER = UUID.randomUUID();

    static LongStream seeds() {
        return LongStream.range(0, 4);
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void areThoseOfTheEventsThatHappened(long seed) {
        List<SpecificRecord> events = RandomHistory.of(seed);
        try (TestStream stream = new TestStream()) {
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
        try (TestStream stream = new TestStream()) {
            published.forEach(stream::publish);

            assertThat(stream.figures()).isEqualTo(FigureOracle.figuresOf(events));
        }
    }

    @Test
    void aLateEventCorrectsTheHourInWhichItHappened() {
        JobCreated job = openJob("Berlin", hours(0));
        try (TestStream stream = new TestStream()) {
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
        try (TestStream stream = new TestStream()) {
            stream.publish(job);
            stream.publish(applied(job, tooLate));

            assertThat(stream.figures().keySet()).noneMatch(figure -> figure.contains(tooLate.toString()));
            assertThat(stream.metrics.counter("jobplatform.figures.late").count())
                    .isEqualTo(3);
        }
    }

    @Test
    void anEventThatWasPublishedInTheFutureCountsNowAndEndsNoHour() {
        MovableClock clock = new MovableClock();
        Instant now = clock.instant();
        JobCreated job = openJob("Berlin", hours(0));
        try (TestStream stream = new TestStream(clock)) {
            stream.publish(job, hours(0));
            stream.publish(applied(job, hours(900_000)), hours(900_000));
            stream.publish(applied(job, hours(1)), hours(4));

            assertThat(stream.figures())
                    .containsEntry("ALL/@" + now.truncatedTo(ChronoUnit.HOURS) + " applied", 1L)
                    .containsEntry("ALL/@" + hours(1) + " applied", 1L);
        }
    }

    @Test
    void whatSaysThatItHappensInTheFutureCountsWhenItWasPublishedAndEndsNoHour() {
        JobCreated job = openJob("Berlin", hours(0));
        try (TestStream stream = new TestStream()) {
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
        try (TestStream stream = new TestStream()) {
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
        try (TestStream stream = new TestStream()) {
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
        try (TestStream stream = new TestStream()) {
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
        try (TestStream stream = new TestStream()) {
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
        try (TestStream stream = new TestStream(clock)) {
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
        try (TestStream stream = new TestStream()) {
            stream.publish(job);

            assertThat(stream.figures())
                    .containsEntry("PLACE/new york " + "k".repeat(191) + "@" + hours(0) + " posted", 1L);
        }
    }

    @Test
    void everyStageIsCountedInItsHour() {
        JobCreated job = openJob("Berlin", hours(0));
        JobApplicationReceived application = applied(job, hours(1));
        try (TestStream stream = new TestStream()) {
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

    @Test
    void ofAnEventWithManySkillsTheFirstFiftyCount() {
        List<String> skills =
                IntStream.range(0, 10_000).mapToObj(skill -> "skill " + skill).toList();
        JobCreated job = PlatformEvents.posted(UUID.randomUUID(), EMPLOYER, JobStatus.OPEN, "Berlin", skills, hours(0));
        try (TestStream stream = new TestStream()) {
            stream.publish(job);

            assertThat(stream.figures())
                    .hasSize(53)
                    .containsEntry("SKILL/skill 49@" + hours(0) + " posted", 1L)
                    .doesNotContainKey("SKILL/skill 50@" + hours(0) + " posted");
        }
    }

    @Test
    void whatIsKnownOfADraftThatIsEditedAgainAndAgainFitsIntoARecordOfKafka() {
        UUID id = UUID.randomUUID();
        List<String> skills = Collections.nCopies(50, "\uD83D\uDE00".repeat(200));
        int edits = 60;
        try (TestStream stream = new TestStream()) {
            stream.publish(PlatformEvents.posted(id, EMPLOYER, JobStatus.DRAFT, "Rome", skills, hours(0)));
            for (int version = 2; version <= edits; version++) {
                stream.publish(
                        PlatformEvents.edited(id, EMPLOYER, version, JobStatus.DRAFT, "Berlin", skills, hours(1)));
            }
            assertThat(stream.bytesOfTheLargest(CountingProcessor.JOBS)).isLessThan(1_000_000);

            stream.publish(PlatformEvents.statusChanged(id, EMPLOYER, edits + 1, JobStatus.OPEN, hours(2)));

            assertThat(stream.figures()).containsEntry("PLACE/berlin@" + hours(2) + " posted", 1L);
        }
    }

    @Test
    void whatNoEventCanNeedAnyMoreIsForgottenAndCountsNoSecondTime() {
        MovableClock clock = new MovableClock();
        JobCreated removed = openJob("Berlin", hours(0));
        JobCreated old = openJob("Rome", hours(0));
        JobApplicationReceived application = applied(old, hours(1));
        try (TestStream stream = new TestStream(clock)) {
            stream.publish(removed);
            stream.publish(applied(removed, hours(1)));
            stream.publish(PlatformEvents.removed(removed.getJobId(), EMPLOYER, 2, hours(2)));
            stream.publish(old);
            stream.publish(application);
            Duration aLongTime = TestStream.LATENESS.multipliedBy(2).plus(Duration.ofDays(1));
            stream.advance(aLongTime);
            assertThat(stream.known()).isEqualTo(Map.of("jobs", 2L, "applications", 2L));

            clock.advance(aLongTime);
            stream.publish(applied(old, clock.instant()), clock.instant());
            stream.advance(Duration.ofMinutes(1));

            assertThat(stream.known()).isEqualTo(Map.of("jobs", 1L, "applications", 1L));
            stream.publish(application, clock.instant());
            assertThat(stream.figures())
                    .containsEntry("PLACE/rome@" + hours(1) + " applied", 1L)
                    .containsEntry("PLACE/rome@" + clock.instant().truncatedTo(ChronoUnit.HOURS) + " applied", 1L);
            assertThat(stream.jobs())
                    .containsEntry(old.getJobId(), new JobFigures(old.getJobId(), EMPLOYER, hours(0), hours(1)));
        }
    }

    @Test
    void whatHappenedLongAgoAndIsHeardOfNowIsKnownAsLongAsTheRest() {
        JobCreated job = openJob("Berlin", hours(-5_000));
        try (TestStream stream = new TestStream()) {
            stream.publish(job);
            stream.publish(applied(job, hours(-4_000)));
            stream.publish(PlatformEvents.removed(job.getJobId(), EMPLOYER, 2, hours(-3_000)));

            stream.advance(Duration.ofMinutes(1));

            assertThat(stream.known()).isEqualTo(Map.of("jobs", 1L, "applications", 1L));
        }
    }

    @Test
    void aNumberThatAnOlderReleaseDidNotKeepIsNone() {
        byte[] kept = "{\"posted\":3,\"of a later release\":1}".getBytes(StandardCharsets.UTF_8);

        Counts read = FigureTopology.json(Counts.class).deserializer().deserialize("sums", kept);

        assertThat(read).isEqualTo(new Counts(3, 0, 0, 0, 0, 0));
    }

    private static JobCreated openJob(String place, Instant at) {
        return PlatformEvents.posted(UUID.randomUUID(), EMPLOYER, JobStatus.OPEN, place, List.of(), at);
    }

    private static JobApplicationReceived applied(JobCreated job, Instant at) {
        return PlatformEvents.applied(UUID.randomUUID(), job.getJobId(), EMPLOYER, UUID.randomUUID(), at);
    }
}
