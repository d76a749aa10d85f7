package dev.avenant.messaging.internal.deadletters;

import dev.avenant.messaging.MessagingProperties;
import dev.avenant.messaging.Subscription;
import dev.avenant.messaging.internal.EventCodec;
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

    /** To choose the letters of a replay takes as long as there are letters. */
    private static final Duration LONGEST_CHOICE = Duration.ofMinutes(2);

    /** Longer, so that what only takes long is not taken for a dead connection. */
    private static final Duration SILENCE = Duration.ofSeconds(15);

    @Bean
    LetterProducer messagingLetterProducer(KafkaSettings kafka) {
        return new LetterProducer(kafka::deadLetterProducer);
    }

    @Bean
    DeadLetterStatements messagingDeadLetterStatements(JdbcTemplate jdbc) {
        DataSource dataSource = Objects.requireNonNull(jdbc.getDataSource(), "the JdbcTemplate has no DataSource");
        return new DeadLetterStatements(
                statements(dataSource, LONGEST_STATEMENT, SILENCE),
                statements(dataSource, LONGEST_CHOICE, LONGEST_CHOICE.plus(LONGEST_STATEMENT)));
    }

    private static JdbcTemplate statements(DataSource dataSource, Duration longest, Duration silence) {
        JdbcTemplate statements = new JdbcTemplate(new StatementDataSource(dataSource, silence));
        statements.setQueryTimeout((int) longest.toSeconds());
        return statements;
    }

    /**
     * How the database is asked outside of a handler's transaction.
     *
     * @param single in limited time
     * @param patient in as much time as it takes to choose all letters that there are
     */
    record DeadLetterStatements(JdbcTemplate single, JdbcTemplate patient) {}

    @Bean
    DeadLetterTable messagingDeadLetterTable(
            TablesSchema schema, JdbcTemplate jdbc, DeadLetterStatements statements, MessagingProperties properties) {
        return new DeadLetterTable(schema, jdbc, statements.single(), properties.groupId());
    }

    @Bean
    LetterClaims messagingLetterClaims(
            TablesSchema schema, DeadLetterStatements statements, MessagingProperties properties) {
        return new LetterClaims(schema, statements.single(), properties.groupId());
    }

    @Bean
    Parking messagingParking(
            LetterClaims claims, MessagingProperties properties, ObjectProvider<Subscription> subscriptions) {
        List<String> topics = subscriptions
                .orderedStream()
                .filter(subscription ->
                        subscription.isParking() || properties.deadLetters().parking())
                .map(Subscription::topic)
                .toList();
        return new Parking(claims, topics);
    }

    @Bean
    LetterIndex messagingLetterIndex(
            TablesSchema schema,
            DeadLetterTable table,
            DeadLetterStatements statements,
            KafkaSettings kafka,
            Parking parking,
            MessagingProperties properties,
            ObjectProvider<Subscription> subscriptions) {
        return new LetterIndex(
                table,
                new LetterPositions(schema, statements.single(), properties.groupId()),
                new TopicIdentity(kafka.admin()),
                () -> kafka.reader(READ_TIMEOUT),
                parking,
                properties.groupId(),
                subscriptions.orderedStream().map(Subscription::topic).toList());
    }

    @Bean
    ReplaySender messagingReplaySender(LetterProducer producer, MessagingProperties properties) {
        return new ReplaySender(producer, properties.groupId());
    }

    @Bean
    Replays messagingReplays(
            TablesSchema schema,
            DeadLetterStatements statements,
            LetterClaims claims,
            ReplaySender sender,
            KafkaSettings kafka,
            Parking parking,
            MessagingProperties properties) {
        ReplayTable table = new ReplayTable(schema, statements.single(), statements.patient(), properties.groupId());
        return new Replays(table, claims, sender, () -> kafka.reader(READ_TIMEOUT), parking.isUsed());
    }

    @Bean
    DeadLettersEndpoint messagingDeadLettersEndpoint(
            TablesSchema schema,
            DeadLetterTable table,
            DeadLetterStatements statements,
            LetterClaims claims,
            Replays replays,
            ReplaySender sender,
            LetterProducer producer,
            EventCodec codec,
            KafkaSettings kafka,
            MessagingProperties properties,
            ObjectProvider<Subscription> subscriptions) {
        String group = properties.groupId();
        AuditTrail audit = new AuditTrail(schema, statements.single(), group);
        LetterEditor editor =
                new LetterEditor(codec, subscriptions.orderedStream().toList());
        SingleReplay single = new SingleReplay(
                table, claims, sender, editor, audit, producer, () -> kafka.reader(READ_TIMEOUT), group);
        return new DeadLettersEndpoint(
                table, replays, single, audit, properties.deadLetters().maxAttempts());
    }

    @Bean
    DeadLettersWebExtension messagingDeadLettersWebExtension(DeadLettersEndpoint endpoint) {
        return new DeadLettersWebExtension(endpoint);
    }
}
