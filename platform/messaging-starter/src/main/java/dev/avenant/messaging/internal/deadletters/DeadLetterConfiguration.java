package dev.avenant.messaging.internal.deadletters;

import dev.avenant.messaging.MessagingProperties;
import dev.avenant.messaging.Subscription;
import dev.avenant.messaging.internal.KafkaSettings;
import dev.avenant.messaging.internal.StatementDataSource;
import dev.avenant.messaging.internal.tables.TablesSchema;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import javax.sql.DataSource;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.JdbcTemplate;

/** The beans behind the dead letters' table and endpoint. */
@Configuration(proxyBeanMethods = false)
public final class DeadLetterConfiguration {

    private static final Duration READ_TIMEOUT = Duration.ofSeconds(5);

    /** A statement that waits for a lock is taken back by the database. */
    private static final Duration LONGEST_STATEMENT = Duration.ofSeconds(10);

    /** Longer, so that what only takes long is not taken for a dead connection. */
    private static final Duration SILENCE = Duration.ofSeconds(15);

    @Bean
    LetterProducer messagingLetterProducer(KafkaSettings kafka) {
        return new LetterProducer(kafka::deadLetterProducer);
    }

    @Bean
    DeadLetterTable messagingDeadLetterTable(TablesSchema schema, JdbcTemplate jdbc, MessagingProperties properties) {
        DataSource dataSource = Objects.requireNonNull(jdbc.getDataSource(), "the JdbcTemplate has no DataSource");
        JdbcTemplate single = new JdbcTemplate(new StatementDataSource(dataSource, SILENCE));
        single.setQueryTimeout((int) LONGEST_STATEMENT.toSeconds());
        return new DeadLetterTable(schema, jdbc, single, properties.groupId());
    }

    @Bean
    LetterIndex messagingLetterIndex(
            DeadLetterTable table,
            KafkaSettings kafka,
            MessagingProperties properties,
            ObjectProvider<Subscription> subscriptions) {
        List<String> topics =
                subscriptions.orderedStream().map(Subscription::topic).toList();
        return new LetterIndex(table, () -> kafka.reader(READ_TIMEOUT), properties.groupId(), topics);
    }

    @Bean
    Replays messagingReplays(
            DeadLetterTable table, KafkaSettings kafka, LetterProducer producer, MessagingProperties properties) {
        return new Replays(table, () -> kafka.reader(READ_TIMEOUT), producer, properties.groupId());
    }

    @Bean
    DeadLettersEndpoint messagingDeadLettersEndpoint(
            DeadLetterTable table, Replays replays, KafkaSettings kafka, MessagingProperties properties) {
        return new DeadLettersEndpoint(
                table,
                replays,
                () -> kafka.reader(READ_TIMEOUT),
                properties.deadLetters().maxAttempts());
    }
}
