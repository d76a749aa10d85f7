package jobplatform.analytics;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import jobplatform.application.events.JobApplicationReceived;
import jobplatform.job.events.JobCreated;
import jobplatform.types.JobApplicationStatus;
import jobplatform.types.JobStatus;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.springframework.test.web.servlet.client.RestTestClient;

/** What the figures tell everybody: nothing of what fewer than five people did, and nothing more by asking often. */
@Tag("broker")
class PublicFiguresTest extends AnalyticsServiceTestBase {

    /** Midnight of a day that no other test counts in, and not long ago. */
    private final Instant day = Instant.now().truncatedTo(ChronoUnit.DAYS).minus(Duration.ofDays(5));

    private final String place = "hamlet " + UUID.randomUUID();
    private final String skill = "skill-" + UUID.randomUUID();

    private RestTestClient anybody;

    @BeforeEach
    void askAsNobody() {
        anybody = RestTestClient.bindToServer().baseUrl(address("")).build();
    }

    @Test
    void anHourInWhichFourAppliedIsNotToldAndOneInWhichSixDidIsToldOfFive() {
        JobCreated job = job(at(9));
        apply(job, 4, at(10));
        apply(job, 6, at(11));
        String hours = hours(at(0), at(24));
        await200(hours, Map.of("$.total.applied", 10, "$.hours.length()", 3));

        Series seen = series(hours);

        assertThat(seen)
                .isEqualTo(new Series(
                        new Told(1, 5L, null, null, null, null),
                        List.of(
                                new Hour(at(9), new Told(1, null, null, null, null, null)),
                                new Hour(at(11), new Told(0, 5L, null, null, null, null))),
                        5));
        assertThat(as(tokens.of(UUID.randomUUID(), "EMPLOYER"))
                        .get()
                        .uri(hours)
                        .exchange()
                        .expectBody(Series.class)
                        .returnResult()
                        .getResponseBody())
                .as("what an employer sees of others")
                .isEqualTo(seen);
    }

    @Test
    void whatBecameOfOneApplicationIsToldToAdministratorsAlone() {
        JobCreated job = job(at(9));
        apply(job, 5, at(10));
        publish(PlatformEvents.decided(apply(job, 1, at(10)).get(0), 2, JobApplicationStatus.ACCEPTED, at(10)));
        String hours = hours(at(10), at(11));
        await200(hours, Map.of("$.total.applied", 6, "$.total.accepted", 1));

        assertThat(series(hours).total()).isEqualTo(new Told(0, 5L, null, null, null, null));
        assertThat(text(hours)).doesNotContain("accepted");
    }

    @Test
    void periodsThatDifferByAnHourTellNoMoreTogetherThanTheirHours() {
        JobCreated job = job(at(9));
        long[] applications = {3, 1, 5, 0, 2, 7, 4};
        long all = 0;
        for (int hour = 0; hour < applications.length; hour++) {
            apply(job, applications[hour], at(10 + hour));
            all += applications[hour];
        }
        await200(hours(at(0), at(24)), Map.of("$.total.applied", (int) all));

        for (int from = 10; from < 17; from++) {
            for (int to = from + 1; to <= 17; to++) {
                long expected = 0;
                for (int hour = from; hour < to; hour++) {
                    expected += applications[hour - 10] / 5 * 5;
                }
                Long applied = series(hours(at(from), at(to))).total().applied();
                assertThat(applied == null ? 0 : applied)
                        .as("from %s to %s", from, to)
                        .isEqualTo(expected);
            }
        }
    }

    @Test
    void placesAndSkillsAreToldByWholeDaysWhateverHourIsAskedFor() {
        JobCreated job = job(at(9));
        apply(job, 3, at(10));
        apply(job, 4, at(12));
        apply(job, 4, at(24));
        String exact = "/api/analytics/places?from=" + at(0) + "&to=" + at(25) + "&size=100";
        await200(exact, Map.of("$.items[?(@.name == '" + place + "')].counts.applied", 11));

        Told ofTheDay = new Told(1, 5L, null, null, null, null);
        for (int hour = 0; hour < 24; hour++) {
            for (String kind : List.of("places", "skills")) {
                String path = "/api/analytics/" + kind + "?from=" + at(hour) + "&to=" + at(hour + 1) + "&size=100";
                assertThat(named(path)).as("%s at %s", kind, hour).containsEntry(nameOf(kind), ofTheDay);
            }
        }
        assertThat(named("/api/analytics/places?from=" + at(0) + "&to=" + at(25) + "&size=100"))
                .as("two days, in the second of which four applied")
                .containsEntry(place, ofTheDay);
        assertThat(named("/api/analytics/places?from=" + at(24) + "&to=" + at(25) + "&size=100"))
                .doesNotContainKey(place);
    }

    private String nameOf(String kind) {
        return kind.equals("places") ? place : skill;
    }

    private Instant at(int hour) {
        return day.plus(Duration.ofHours(hour));
    }

    private JobCreated job(Instant opened) {
        JobCreated job = PlatformEvents.posted(
                UUID.randomUUID(), UUID.randomUUID(), JobStatus.OPEN, place, List.of(skill), opened);
        publish(job);
        return job;
    }

    private List<JobApplicationReceived> apply(JobCreated job, long count, Instant at) {
        return Stream.generate(() -> application(job, at)).limit(count).toList();
    }

    private String hours(Instant from, Instant to) {
        return "/api/analytics/hours?place=" + place + "&from=" + from + "&to=" + to;
    }

    private Series series(String path) {
        return Objects.requireNonNull(anybody.get()
                .uri(path)
                .exchange()
                .expectStatus()
                .isOk()
                .expectBody(Series.class)
                .returnResult()
                .getResponseBody());
    }

    private String text(String path) {
        return Objects.requireNonNull(anybody.get()
                .uri(path)
                .exchange()
                .expectBody(String.class)
                .returnResult()
                .getResponseBody());
    }

    private Map<String, Told> named(String path) {
        Page page = Objects.requireNonNull(anybody.get()
                .uri(path)
                .exchange()
                .expectStatus()
                .isOk()
                .expectBody(Page.class)
                .returnResult()
                .getResponseBody());
        assertThat(page.total()).isEqualTo(page.items().size());
        assertThat(page.items())
                .allSatisfy(item -> assertThat(item.roundedDownTo()).isEqualTo(5));
        return page.items().stream().collect(Collectors.toMap(Named::name, Named::counts));
    }

    record Told(
            long posted,
            @Nullable Long applied,
            @Nullable Long shortlisted,
            @Nullable Long accepted,
            @Nullable Long rejected,
            @Nullable Long withdrawn) {}

    record Hour(Instant hour, Told counts) {}

    record Series(Told total, List<Hour> hours, int roundedDownTo) {}

    record Named(String name, Told counts, int roundedDownTo) {}

    record Page(List<Named> items, long total) {}
}
