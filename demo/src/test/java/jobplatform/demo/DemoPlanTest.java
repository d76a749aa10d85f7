package jobplatform.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;
import jobplatform.demo.DemoPlan.Account;
import jobplatform.demo.DemoPlan.Application;
import jobplatform.demo.DemoPlan.Job;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Tag("fast")
class DemoPlanTest {

    @Test
    void isTheSameForOneSeedAndAnotherForTheNext() {
        assertThat(DemoPlan.of(7, 200)).isEqualTo(DemoPlan.of(7, 200)).isNotEqualTo(DemoPlan.of(8, 200));
        assertThat(usernames(DemoPlan.of(7, 200))).doesNotContainAnyElementsOf(usernames(DemoPlan.of(8, 200)));
    }

    @Test
    void hasOneEmployerForSevenSeekersJobsOfAllStatesAndApplicationsOfAllOutcomes() {
        DemoPlan plan = DemoPlan.of(DemoPlan.PLAIN_SEED, 200);

        assertThat(plan.employers()).hasSize(25);
        assertThat(plan.seekers()).hasSize(175);
        assertThat(plan.jobs()).hasSizeBetween(40, 75);
        assertThat(plan.jobs()).extracting(Job::state).contains(Job.State.values());
        assertThat(plan.applications()).hasSizeBetween(150, 400);
        assertThat(plan.applications()).extracting(Application::outcome).contains(DemoPlan.Outcome.values());
    }

    @ParameterizedTest
    @ValueSource(ints = {2, 3, 50, 5_000})
    void isWhatTheServicesTake(int users) {
        for (long seed = 1; seed <= 5; seed++) {
            DemoPlan plan = DemoPlan.of(seed, users);

            assertThat(usernames(plan))
                    .hasSize(users)
                    .doesNotHaveDuplicates()
                    .allMatch(name -> name.matches("[a-z0-9._-]{3,50}"));
            assertThat(plan.employers()).isNotEmpty().allSatisfy(employer -> {
                assertThat(employer.jobs()).isNotEmpty();
                assertThat(employer.jobs()).extracting(Job::title).doesNotHaveDuplicates();
            });
            assertThat(plan.jobs()).allSatisfy(job -> {
                assertThat(job).isSameAs(plan.jobs().get(job.number()));
                assertThat(job.skills()).isNotEmpty();
                assertThat(job.salary()).isGreaterThan(5_000);
            });
            assertThat(plan.seekers()).allSatisfy(seeker -> {
                Set<Integer> jobs = new HashSet<>();
                for (Application application : seeker.applications()) {
                    assertThat(jobs.add(application.job()))
                            .as("one application for a job")
                            .isTrue();
                    assertThat(Objects.requireNonNull(plan.jobs().get(application.job()))
                                    .state())
                            .isNotEqualTo(Job.State.DRAFT);
                }
            });
        }
    }

    private static List<String> usernames(DemoPlan plan) {
        return Stream.concat(
                        plan.employers().stream().map(DemoPlan.Employer::account),
                        plan.seekers().stream().map(DemoPlan.Seeker::account))
                .map(Account::username)
                .toList();
    }
}
