package jobplatform.notification;

import dev.avenant.messaging.Publication;
import dev.avenant.messaging.Subscription;
import jobplatform.application.events.JobApplicationReceived;
import jobplatform.application.events.JobApplicationStatusChanged;
import jobplatform.job.events.JobCreated;
import jobplatform.job.events.JobDeleted;
import jobplatform.job.events.JobStatusChanged;
import jobplatform.job.events.JobUpdated;
import jobplatform.notification.events.JobSuggestionsDeclined;
import jobplatform.notification.suggestion.JobFacts;
import jobplatform.notification.suggestion.JobSuggestions;
import jobplatform.user.events.UserCreated;
import jobplatform.user.events.UserDeleted;
import jobplatform.user.events.UserUpdated;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.context.properties.ConfigurationPropertiesScan;
import org.springframework.context.annotation.Bean;
import org.springframework.scheduling.annotation.EnableScheduling;

/** Starts the service. */
@SpringBootApplication
@ConfigurationPropertiesScan
@EnableScheduling
public class NotificationServiceApplication {

    public static void main(String[] arguments) {
        SpringApplication.run(NotificationServiceApplication.class, arguments);
    }

    @Bean
    Publication notificationEventsOut(@Value("${jobplatform.topics.notification-events}") String topic) {
        return Publication.to(topic).of(JobSuggestionsDeclined.class);
    }

    @Bean
    Subscription userEventsIn(
            @Value("${jobplatform.topics.user-events}") String topic, EventMails mails, JobSuggestions suggestions) {
        return Subscription.to(topic)
                .on(UserCreated.class, (event, context) -> mails.registered(event))
                .on(UserUpdated.class, (event, context) -> mails.updated(event))
                .on(UserDeleted.class, (event, context) -> {
                    mails.departed(event);
                    suggestions.employerDeparted(event.getUserId());
                })
                .inBatches();
    }

    @Bean
    Subscription jobEventsIn(@Value("${jobplatform.topics.job-events}") String topic, JobSuggestions suggestions) {
        return Subscription.to(topic)
                .on(JobCreated.class, (event, context) -> suggestions.follow(JobFacts.of(event)))
                .on(JobUpdated.class, (event, context) -> suggestions.follow(JobFacts.of(event)))
                .on(JobStatusChanged.class, (event, context) -> suggestions.follow(JobFacts.of(event)))
                .on(JobDeleted.class, (event, context) -> suggestions.forget(event.getJobId()))
                .inBatches();
    }

    @Bean
    Subscription applicationEventsIn(
            @Value("${jobplatform.topics.application-events}") String topic, EventMails mails) {
        return Subscription.to(topic)
                .on(JobApplicationReceived.class, (event, context) -> mails.applied(event))
                .on(JobApplicationStatusChanged.class, (event, context) -> mails.decided(event))
                .inBatches();
    }
}
