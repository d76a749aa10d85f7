package jobplatform.application;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Objects;
import java.util.UUID;
import jobplatform.job.events.JobCreated;
import jobplatform.types.JobStatus;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.springframework.test.web.servlet.client.RestTestClient;

/** Whose applications are found, and by what. */
@Tag("broker")
class ListsTest extends ApplicationServiceTestBase {

    @Test
    void showAnApplicantTheirOwnTheNewestFirst() {
        UUID applicant = seeker();
        ApplicationSeen first = taken(openJob().getJobId(), applicant);
        ApplicationSeen second = taken(openJob().getJobId(), applicant);
        taken(first.jobId(), seeker());

        assertThat(list("/api/applications?applicantId=" + applicant)).containsExactly(second, first);
        assertThat(list("/api/applications?applicantId=" + applicant + "&jobId=" + first.jobId()))
                .containsExactly(first);
    }

    @Test
    void showAnEmployerThoseForAllTheirJobsByStateAndJob() {
        UUID employer = UUID.randomUUID();
        JobCreated one = PlatformEvents.posted(employer, JobStatus.OPEN);
        JobCreated other = PlatformEvents.posted(employer, JobStatus.OPEN);
        publish(one);
        publish(other);
        ApplicationSeen early = taken(one.getJobId(), seeker());
        ApplicationSeen late = taken(one.getJobId(), seeker());
        ApplicationSeen elsewhere = taken(other.getJobId(), seeker());
        ApplicationSeen shortlisted = seen(become(early.id(), "SHORTLISTED"), 200);

        assertThat(list("/api/applications?employerId=" + employer)).containsExactly(elsewhere, late, shortlisted);
        assertThat(list("/api/applications?employerId=" + employer + "&status=SHORTLISTED"))
                .containsExactly(shortlisted);
        assertThat(list("/api/applications?employerId=" + employer + "&status=RECEIVED&jobId=" + one.getJobId()))
                .containsExactly(late);
        assertThat(list("/api/jobs/" + one.getJobId() + "/applications?status=RECEIVED"))
                .containsExactly(late);
    }

    @Test
    void comePageByPage() {
        JobCreated job = openJob();
        ApplicationSeen first = taken(job.getJobId(), seeker());
        taken(job.getJobId(), seeker());
        taken(job.getJobId(), seeker());

        PageSeen page = Objects.requireNonNull(get("/api/jobs/" + job.getJobId() + "/applications?page=1&size=2")
                .expectBody(PageSeen.class)
                .returnResult()
                .getResponseBody());

        assertThat(page.total()).isEqualTo(3);
        assertThat(page.items()).containsExactly(first);
    }

    @Test
    void areOfWhoeverAsksWhateverTheyAskFor() {
        // Given
        JobCreated job = openJob();
        UUID applicant = seeker();
        ApplicationSeen own = taken(job.getJobId(), applicant);
        ApplicationSeen ofAnother = taken(job.getJobId(), seeker());

        // When
        RestTestClient asAdministrator = http;
        http = as(tokens.of(applicant, "JOB_SEEKER"));
        List<ApplicationSeen> ofTheApplicant = list("/api/applications");
        List<ApplicationSeen> ofTheJob = list("/api/applications?jobId=" + job.getJobId());
        List<ApplicationSeen> ofTheOther = list("/api/applications?applicantId=" + ofAnother.applicantId());
        http = as(tokens.of(job.getEmployerId(), "EMPLOYER"));
        List<ApplicationSeen> ofTheEmployer = list("/api/applications");
        http = asAdministrator;

        // Then
        assertThat(ofTheApplicant).containsExactly(own);
        assertThat(ofTheJob).containsExactly(own);
        assertThat(ofTheOther).isEmpty();
        assertThat(ofTheEmployer).containsExactly(ofAnother, own);
        assertThat(list("/api/applications?jobId=" + job.getJobId())).containsExactly(ofAnother, own);
    }

    @Test
    void ofAJobThatIsNotThereAreNone() {
        UUID job = UUID.randomUUID();

        assertRefused(
                get("/api/jobs/" + job + "/applications"),
                404,
                "There is no job " + job + "; one that was just posted is known here moments later");
    }
}
