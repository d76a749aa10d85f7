package dev.avenant.console.deadletters;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Which actions run, and which ended. */
@Tag("fast")
class LetterJobsTest {

    private final AtomicLong nanos = new AtomicLong();
    private final LetterJobs jobs = new LetterJobs(nanos::get);

    private static LetterJob job(String topic) {
        return new LetterJob(topic, 1, Instant.EPOCH);
    }

    @Test
    void anActionThatRunsForDaysIsStillKnownAndKeepsItsTopic() {
        LetterJob slow = job("a.dlt");
        assertThat(jobs.begin("slow", LetterListing.ALL, slow)).isTrue();
        nanos.addAndGet(Duration.ofDays(3).toNanos());

        assertThat(jobs.of("slow")).contains(slow);
        assertThat(jobs.begin("slow", LetterListing.ALL, job("a.dlt"))).isFalse();
        assertThatThrownBy(() -> jobs.begin("other", LetterListing.ALL, job("a.dlt")))
                .isInstanceOf(TopicBusyException.class)
                .hasMessage("Another action runs on the letters of a.dlt");
        assertThat(jobs.begin("elsewhere", LetterListing.ALL, job("b.dlt"))).isTrue();
    }

    @Test
    void anActionThatEndedIsKnownForAWhile() {
        LetterJob ended = job("a.dlt");
        jobs.begin("ended", LetterListing.ALL, ended);
        jobs.end("ended", ended);

        assertThat(jobs.of("ended")).contains(ended);
        assertThat(jobs.running()).isEmpty();
        nanos.addAndGet(Duration.ofHours(13).toNanos());
        assertThat(jobs.of("ended")).isEmpty();
    }

    @Test
    void aListingIsTakenOnceAndNotByWhatWasRefused() {
        LetterJob first = job("a.dlt");
        LetterListing listing = LetterListing.of(List.of());
        jobs.begin("first", LetterListing.ALL, first);
        assertThatThrownBy(() -> jobs.begin("second", listing, job("a.dlt"))).isInstanceOf(TopicBusyException.class);
        jobs.end("first", first);

        LetterJob second = job("a.dlt");
        assertThat(jobs.begin("second", listing, second)).isTrue();
        jobs.end("second", second);
        assertThat(jobs.begin("second", listing, job("a.dlt"))).isFalse();
        assertThat(jobs.take(listing)).isFalse();
        jobs.giveBack(listing);
        assertThat(jobs.take(listing)).isTrue();
        assertThat(jobs.take(LetterListing.ALL)).isTrue();
        assertThat(jobs.take(LetterListing.ALL)).isTrue();
    }

    @Test
    void aListingHoldsWhatWasThereAlone() {
        LetterListing listing = LetterListing.parse("737b0bec-0000-4000-8000-000000000000,0:7,2:0")
                .orElseThrow();

        assertThat(listing.last()).isEqualTo(Map.of(0, 7L, 2, 0L));
        assertThat(listing.holds(0, 7)).isTrue();
        assertThat(listing.holds(0, 8)).isFalse();
        assertThat(listing.holds(1, 0)).isFalse();
        assertThat(LetterListing.ALL.holds(1, 99)).isTrue();
        assertThat(LetterListing.parse(listing.text())).contains(listing);
        assertThat(LetterListing.parse("0:7")).isEmpty();
    }
}
