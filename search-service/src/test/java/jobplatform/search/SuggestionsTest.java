package jobplatform.search;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Objects;
import jobplatform.job.events.JobCreated;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("broker")
class SuggestionsTest extends SearchServiceTestBase {

    @Test
    void completesTitlesAndSkillsOfOpenJobsByHowOftenTheyAre() {
        publish(job("Quarkologist", 1).setSkills(List.of(mark, "Quarks")));
        publish(job("Quarkologist", 2).setSkills(List.of(mark, "quarks")));
        JobCreated closed = publish(job("Quarkologist", 3).setSkills(List.of(mark, "Quarks")));
        publish(job("Senior quarkologist", 4));
        awaitTotal(4);
        publish(closed.getJobId(), deleted(closed, 2));
        awaitTotal(3);

        assertThat(suggested("quark"))
                .containsExactly(
                        new SuggestionSeen("Quarkologist", "TITLE", 2),
                        new SuggestionSeen("Quarks", "SKILL", 2),
                        new SuggestionSeen("Senior quarkologist", "TITLE", 1));
        assertThat(suggested("senior qu")).containsExactly(new SuggestionSeen("Senior quarkologist", "TITLE", 1));
        assertThat(suggested("quakol")).contains(new SuggestionSeen("Quarkologist", "TITLE", 2));
    }

    @Test
    void hasNothingForWhatNobodyWrites() {
        assertThat(suggested("zzzzqqqq")).isEmpty();
        assertThat(suggested("")).isEmpty();
        assertThat(suggested("🦄 .*")).isEmpty();
    }

    private List<SuggestionSeen> suggested(String q) {
        return Objects.requireNonNull(get("/api/search/suggestions?q=" + encode(q))
                        .expectStatus()
                        .isOk()
                        .expectBody(SuggestionsSeen.class)
                        .returnResult()
                        .getResponseBody())
                .items();
    }

    record SuggestionsSeen(List<SuggestionSeen> items) {}

    record SuggestionSeen(String text, String kind, int count) {}
}
