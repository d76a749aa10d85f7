package jobplatform.application;

import dev.avenant.messaging.Publication;
import dev.avenant.messaging.Subscription;
import jobplatform.application.events.JobApplicationReceived;
import jobplatform.application.events.JobApplicationStatusChanged;
import jobplatform.job.events.JobCreated;
import jobplatform.job.events.JobDeleted;
import jobplatform.job.events.JobStatusChanged;
import jobplatform.job.events.JobUpdated;
import jobplatform.user.events.UserCreated;
import jobplatform.user.events.UserDeleted;
import jobplatform.user.events.UserUpdated;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.context.annotation.Bean;

/** Starts the service. */
@SpringBootApplication
public class ApplicationServiceApplication {

    public static void main(String[] arguments) {
        SpringApplication.run(ApplicationServiceApplication.class, arguments);
    }

    @Bean
    Publication applicationEventsOut(@Value("${jobplatform.topics.application-events}") String topic) {
        return Publication.to(topic).of(JobApplicationReceived.class, JobApplicationStatusChanged.class);
    }

    @Bean
    Subscription userEventsIn(@Value("${jobplatform.topics.user-events}") String topic, PlatformFollower platform) {
        return Subscription.to(topic)
                .on(UserCreated.class, (event, context) -> platform.registered(event))
                .on(UserUpdated.class, (event, context) -> platform.updated(event))
                .on(UserDeleted.class, (event, context) -> platform.departed(event))
                .inBatches();
    }

    @Bean
    Subscription jobEventsIn(@Value("${jobplatform.topics.job-events}") String topic, PlatformFollower platform) {
        return Subscription.to(topic)
                .on(JobCreated.class, (event, context) -> platform.posted(event))
                .on(JobUpdated.class, (event, context) -> platform.edited(event))
                .on(JobStatusChanged.class, (event, context) -> platform.openedOrClosed(event))
                .on(JobDeleted.class, (event, context) -> platform.removed(event))
                .inBatches();
    }
}
