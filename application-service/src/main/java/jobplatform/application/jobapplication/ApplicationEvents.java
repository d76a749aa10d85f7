package jobplatform.application.jobapplication;

import dev.avenant.messaging.OutboundEvent;
import dev.avenant.messaging.Outbox;
import jobplatform.application.events.JobApplicationReceived;
import jobplatform.application.events.JobApplicationStatusChanged;
import jobplatform.types.JobApplicationStatus;
import org.apache.avro.specific.SpecificRecord;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Component;

/** Tells other services what became of an application; keyed by the application's id. */
@Component
class ApplicationEvents {

    private final Outbox outbox;
    private final String topic;

    ApplicationEvents(Outbox outbox, @Value("${jobplatform.topics.application-events}") String topic) {
        this.outbox = outbox;
        this.topic = topic;
    }

    /**
     * Somebody applied.
     *
     * @param applicationCount how many applications the job has received, this one included
     */
    void received(JobApplication application, int applicationCount) {
        append(
                application,
                JobApplicationReceived.newBuilder()
                        .setApplicationId(application.id())
                        .setVersion(application.version())
                        .setJobId(application.jobId())
                        .setApplicantId(application.applicantId())
                        .setCompanyId(application.companyId())
                        .setEmployerId(application.employerId())
                        .setJobTitle(application.jobTitle())
                        .setApplicationCount(applicationCount)
                        .setCoverLetter(application.coverLetter())
                        .setAppliedAt(application.appliedAt())
                        .build());
    }

    void statusChanged(JobApplication application, ApplicationStatus previous) {
        append(
                application,
                JobApplicationStatusChanged.newBuilder()
                        .setApplicationId(application.id())
                        .setVersion(application.version())
                        .setJobId(application.jobId())
                        .setApplicantId(application.applicantId())
                        .setCompanyId(application.companyId())
                        .setEmployerId(application.employerId())
                        .setJobTitle(application.jobTitle())
                        .setPreviousStatus(status(previous))
                        .setNewStatus(status(application.status()))
                        .setChangedAt(application.changedAt())
                        .build());
    }

    private void append(JobApplication application, SpecificRecord event) {
        outbox.append(new OutboundEvent(topic, application.id().toString(), event));
    }

    private static JobApplicationStatus status(ApplicationStatus status) {
        return switch (status) {
            case RECEIVED -> JobApplicationStatus.RECEIVED;
            case SHORTLISTED -> JobApplicationStatus.SHORTLISTED;
            case ACCEPTED -> JobApplicationStatus.ACCEPTED;
            case REJECTED -> JobApplicationStatus.REJECTED;
            case WITHDRAWN -> JobApplicationStatus.WITHDRAWN;
        };
    }
}
