package jobplatform.analytics;

import dev.avenant.messaging.Subscription;
import jobplatform.analytics.trail.Trail;
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
import org.springframework.boot.context.properties.ConfigurationPropertiesScan;
import org.springframework.context.annotation.Bean;

/** Starts the service. What the trail hears comes from these subscriptions; what is counted, from the stream. */
@SpringBootApplication
@ConfigurationPropertiesScan
public class AnalyticsServiceApplication {

    public static void main(String[] arguments) {
        SpringApplication.run(AnalyticsServiceApplication.class, arguments);
    }

    @Bean
    Subscription userEventsIn(@Value("${jobplatform.topics.user-events}") String topic, Trail trail) {
        return Subscription.to(topic)
                .on(UserCreated.class, trail::record)
                .on(UserUpdated.class, trail::record)
                .on(UserDeleted.class, trail::record)
                .inBatches();
    }

    @Bean
    Subscription jobEventsIn(@Value("${jobplatform.topics.job-events}") String topic, Trail trail) {
        return Subscription.to(topic)
                .on(JobCreated.class, trail::record)
                .on(JobUpdated.class, trail::record)
                .on(JobStatusChanged.class, trail::record)
                .on(JobDeleted.class, trail::record)
                .inBatches();
    }

    @Bean
    Subscription applicationEventsIn(@Value("${jobplatform.topics.application-events}") String topic, Trail trail) {
        return Subscription.to(topic)
                .on(JobApplicationReceived.class, trail::record)
                .on(JobApplicationStatusChanged.class, trail::record)
                .inBatches();
    }
}
