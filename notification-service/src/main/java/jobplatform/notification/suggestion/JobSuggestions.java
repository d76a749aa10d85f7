package jobplatform.notification.suggestion;

import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import jobplatform.notification.mail.MailKind;
import jobplatform.notification.mail.MailQueue;
import jobplatform.notification.suggestion.KnownJobs.NewJob;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * Tells job seekers of a new job that suits them, when it becomes open for the first time; {@link SuitedSeekers} says whom. It
 * runs in the transaction of the event. An e-mail that waits when the job is closed or removed does not go out.
 */
@Component
public class JobSuggestions {

    private static final String COMPANY_NAME = "companyName";

    private final KnownJobs jobs;
    private final SuitedSeekers seekers;
    private final MailQueue mails;
    private final SuggestionProperties properties;

    JobSuggestions(KnownJobs jobs, SuitedSeekers seekers, MailQueue mails, SuggestionProperties properties) {
        this.jobs = jobs;
        this.seekers = seekers;
        this.mails = mails;
        this.properties = properties;
    }

    /** Keeps what an event says of a job, and suggests the job if it is open now and was not before. */
    public void follow(JobFacts facts) {
        jobs.note(facts);
        jobs.takeForSuggestion(facts.jobId())
                .ifPresent(job -> mails.addAll(MailKind.JOB_SUGGESTED, job.id(), seekers.of(job), details(job)));
    }

    /** Keeps that a job is gone. */
    public void forget(UUID jobId) {
        jobs.forget(jobId);
    }

    /** Keeps nothing of the company of an employer who is gone, in what was suggested neither. */
    public void employerDeparted(UUID userId) {
        mails.eraseDetail(MailKind.JOB_SUGGESTED, jobs.forgetCompanyOf(userId), COMPANY_NAME);
    }

    private Map<String, String> details(NewJob job) {
        Map<String, String> details = new HashMap<>();
        details.put("jobUrl", properties.jobServiceUrl() + "/api/jobs/" + job.id());
        details.put("jobTitle", job.title());
        details.put(COMPANY_NAME, orNothing(job.companyName()));
        details.put("location", orNothing(job.location()));
        details.put("remote", job.isRemote() ? "remote" : "");
        details.put("skills", String.join(", ", job.skills()));
        return details;
    }

    private static String orNothing(@Nullable String text) {
        return text == null ? "" : text;
    }
}
