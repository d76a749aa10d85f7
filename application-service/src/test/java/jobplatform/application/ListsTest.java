package jobplatform.application;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Objects;
import java.util.UUID;
import jobplatform.job.events.JobCreated;
import jobplatform.types.JobStatus;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

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
    void areOfSomebodyInParticular() {
        assertRefused(
                get("/api/applications?status=RECEIVED"),
                400,
                "One of applicantId, employerId and jobId must be given");
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
