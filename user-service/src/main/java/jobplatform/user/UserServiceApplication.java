package jobplatform.user;

import dev.avenant.messaging.Publication;
import dev.avenant.messaging.Subscription;
import jobplatform.application.events.JobApplicationReceived;
import jobplatform.application.events.JobApplicationStatusChanged;
import jobplatform.job.events.JobCreated;
import jobplatform.job.events.JobDeleted;
import jobplatform.job.events.JobStatusChanged;
import jobplatform.job.events.JobUpdated;
import jobplatform.notification.events.JobSuggestionsDeclined;
import jobplatform.user.events.UserCreated;
import jobplatform.user.events.UserDeleted;
import jobplatform.user.events.UserUpdated;
import jobplatform.user.notice.Notices;
import jobplatform.user.statistics.EmployerStatistics;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.security.crypto.password.PasswordEncoder;

/** Starts the service. */
@SpringBootApplication
@EnableConfigurationProperties(PasswordProperties.class)
public class UserServiceApplication {

    public static void main(String[] arguments) {
        SpringApplication.run(UserServiceApplication.class, arguments);
    }

    @Bean
    PasswordEncoder passwordEncoder(PasswordProperties properties) {
        return properties.encoder();
    }

    @Bean
    Publication userEventsOut(@Value("${jobplatform.topics.user-events}") String topic) {
        return Publication.to(topic).of(UserCreated.class, UserUpdated.class, UserDeleted.class);
    }

    @Bean
    Subscription jobEventsIn(@Value("${jobplatform.topics.job-events}") String topic, EmployerStatistics statistics) {
        return Subscription.to(topic)
                .on(JobCreated.class, (event, context) -> statistics.created(event))
                .on(JobUpdated.class, (event, context) -> statistics.updated(event))
                .on(JobStatusChanged.class, (event, context) -> statistics.statusChanged(event))
                .on(JobDeleted.class, (event, context) -> statistics.deleted(event))
                .inBatches();
    }

    @Bean
    Subscription applicationEventsIn(
            @Value("${jobplatform.topics.application-events}") String topic,
            EmployerStatistics statistics,
            Notices notices) {
        return Subscription.to(topic)
                .on(JobApplicationReceived.class, (event, context) -> {
                    statistics.applicationReceived(event);
                    notices.received(event);
                })
                .on(JobApplicationStatusChanged.class, (event, context) -> notices.statusChanged(event))
                .inBatches();
    }

    @Bean
    Subscription notificationEventsIn(
            @Value("${jobplatform.topics.notification-events}") String topic, UserAccounts accounts) {
        return Subscription.to(topic)
                .on(
                        JobSuggestionsDeclined.class,
                        (event, context) -> accounts.declineSuggestions(event.getUserId(), event.getDeclinedAt()));
    }
}
