package jobplatform.jobservice;

import dev.avenant.messaging.Publication;
import dev.avenant.messaging.Subscription;
import jobplatform.application.events.JobApplicationReceived;
import jobplatform.job.events.JobCreated;
import jobplatform.job.events.JobDeleted;
import jobplatform.job.events.JobStatusChanged;
import jobplatform.job.events.JobUpdated;
import jobplatform.jobservice.application.JobApplications;
import jobplatform.jobservice.job.ReceivedApplication;
import jobplatform.user.events.UserCreated;
import jobplatform.user.events.UserDeleted;
import jobplatform.user.events.UserUpdated;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.context.annotation.Bean;

/** Starts the service. */
@SpringBootApplication
public class JobServiceApplication {

    public static void main(String[] arguments) {
        SpringApplication.run(JobServiceApplication.class, arguments);
    }

    @Bean
    Publication jobEventsOut(@Value("${jobplatform.topics.job-events}") String topic) {
        return Publication.to(topic)
                .of(JobCreated.class, JobUpdated.class, JobStatusChanged.class)
                .of(JobDeleted.class);
    }

    @Bean
    Subscription userEventsIn(@Value("${jobplatform.topics.user-events}") String topic, AccountFollower accounts) {
        return Subscription.to(topic)
                .on(UserCreated.class, (event, context) -> accounts.created(event))
                .on(UserUpdated.class, (event, context) -> accounts.updated(event))
                .on(UserDeleted.class, (event, context) -> accounts.deleted(event))
                .inBatches();
    }

    @Bean
    Subscription applicationEventsIn(
            @Value("${jobplatform.topics.application-events}") String topic, JobApplications applications) {
        return Subscription.to(topic)
                .on(JobApplicationReceived.class, (event, context) -> applications.count(ReceivedApplication.of(event)))
                .inBatches();
    }
}
