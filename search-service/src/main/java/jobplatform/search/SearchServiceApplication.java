package jobplatform.search;

import dev.avenant.messaging.Subscription;
import jobplatform.job.events.JobCreated;
import jobplatform.job.events.JobDeleted;
import jobplatform.job.events.JobStatusChanged;
import jobplatform.job.events.JobUpdated;
import jobplatform.search.readmodel.JobReadModel;
import jobplatform.user.events.UserDeleted;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.context.properties.ConfigurationPropertiesScan;
import org.springframework.context.annotation.Bean;

/** Starts the service. */
@SpringBootApplication
@ConfigurationPropertiesScan
public class SearchServiceApplication {

    public static void main(String[] arguments) {
        SpringApplication.run(SearchServiceApplication.class, arguments);
    }

    @Bean
    Subscription jobEventsIn(@Value("${jobplatform.topics.job-events}") String topic, JobReadModel jobs) {
        return Subscription.to(topic)
                .on(JobCreated.class, (event, context) -> jobs.created(event))
                .on(JobUpdated.class, (event, context) -> jobs.updated(event))
                .on(JobStatusChanged.class, (event, context) -> jobs.statusChanged(event))
                .on(JobDeleted.class, (event, context) -> jobs.deleted(event))
                .inBatches();
    }

    @Bean
    Subscription userEventsIn(@Value("${jobplatform.topics.user-events}") String topic, JobReadModel jobs) {
        return Subscription.to(topic)
                .on(UserDeleted.class, (event, context) -> jobs.employerDeparted(event))
                .inBatches();
    }
}
