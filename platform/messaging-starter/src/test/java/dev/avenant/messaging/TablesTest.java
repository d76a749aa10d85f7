package dev.avenant.messaging;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.avenant.messaging.internal.tables.TableScripts;
import dev.avenant.messaging.orders.OrderPlaced;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import liquibase.integration.spring.SpringLiquibase;
import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.core.io.DefaultResourceLoader;
import org.springframework.jdbc.datasource.DriverManagerDataSource;

/** Who makes the tables of a service, and where. */
@Tag("broker")
class TablesTest {

    @RegisterExtension
    static final MessagingStack stack = new MessagingStack();

    private final String topic = stack.newTopic(1);
    private final TestService.Setup setup = TestService.with(stack)
            .publication(Publication.to(topic).of(OrderPlaced.class))
            .subscription(Subscription.to(topic).on(OrderPlaced.class, (event, context) -> {
                if (event.getSequence() == 2) {
                    throw new EventRefusedException("refused");
                }
            }));
    private final String database = setup.property("spring.datasource.url");

    @Test
    void areMadeInTheSchemaThatIsNamed() {
        setup.property("avenant.messaging.tables.schema", "Order-Messages");

        assertServes("\"Order-Messages\"");
    }

    @Test
    void needNoRightToCreateWhereSomebodyElseMadeThemByHand() throws SQLException {
        execute("CREATE SCHEMA messages; SET search_path TO messages;" + TableScripts.joined());
        String user = userWithRightsOn("messages");
        as(user).property("avenant.messaging.tables.create", false)
                .property("avenant.messaging.tables.schema", "messages");

        assertServes("messages");
    }

    @Test
    void mayBeMadeByTheServicesOwnFlyway(@TempDir Path migrations) throws IOException {
        Files.writeString(migrations.resolve("V1__orders.sql"), "CREATE TABLE orders (id text PRIMARY KEY);");
        Files.writeString(
                migrations.resolve("V2__messaging_tables.sql"),
                "CREATE SCHEMA avenant;\nSET LOCAL search_path TO avenant;\n" + TableScripts.joined());
        setup.property("avenant.messaging.tables.create", false).bean(Flyway.class, () -> {
            Flyway flyway = Flyway.configure()
                    .dataSource(database, "postgres", null)
                    .locations("filesystem:" + migrations)
                    .load();
            flyway.migrate();
            return flyway;
        });

        assertServes("avenant");
    }

    @Test
    void mayBeMadeByTheServicesOwnLiquibase(@TempDir Path changes) throws IOException {
        Path changelog = changes.resolve("changelog.xml");
        Files.writeString(changelog, """
                <databaseChangeLog xmlns="http://www.liquibase.org/xml/ns/dbchangelog"
                    xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"
                    xsi:schemaLocation="http://www.liquibase.org/xml/ns/dbchangelog
                        http://www.liquibase.org/xml/ns/dbchangelog/dbchangelog-latest.xsd">
                  <property name="avenant.messaging.tables.schema" value="messages"/>
                  <include file="classpath:dev/avenant/messaging/db/changelog.xml"/>
                  <changeSet id="orders" author="orders">
                    <sql>CREATE TABLE orders (id text PRIMARY KEY)</sql>
                  </changeSet>
                </databaseChangeLog>
                """);
        setup.property("avenant.messaging.tables.create", false)
                .property("avenant.messaging.tables.schema", "messages")
                .bean(SpringLiquibase.class, () -> {
                    SpringLiquibase liquibase = new SpringLiquibase();
                    liquibase.setDataSource(new DriverManagerDataSource(database));
                    liquibase.setResourceLoader(new DefaultResourceLoader());
                    liquibase.setChangeLog("file:" + changelog);
                    return liquibase;
                });

        assertServes("messages");
    }

    @Test
    void keepAServiceFromStartingThatFindsThemOtherwiseThanItNeeds() throws SQLException {
        execute("CREATE SCHEMA avenant; SET search_path TO avenant;" + TableScripts.joined() + """
                ;
                DROP TABLE outbox_lease;
                ALTER TABLE inbox DROP COLUMN content_hash;
                ALTER TABLE outbox ALTER topic TYPE character varying(100);
                ALTER TABLE outbox DROP CONSTRAINT outbox_pkey;
                ALTER TABLE dead_letters DROP CONSTRAINT dead_letters_pkey;
                ALTER TABLE dead_letters ADD PRIMARY KEY (consumer_group, id);
                DROP INDEX dead_letter_replays_running;
                CREATE UNIQUE INDEX of_all ON dead_letter_replays (consumer_group);
                """);
        String user = userWithRightsOn("avenant");
        execute("REVOKE UPDATE, DELETE ON avenant.inbox FROM " + user);
        as(user).property("avenant.messaging.tables.create", false);

        assertThatThrownBy(setup::start).rootCause().hasMessage("""
                        The messaging tables in the schema avenant are not what this version needs:

                            column avenant.outbox.topic is character varying(100) NOT NULL: expected text NOT NULL, as V1__outbox_and_inbox.sql makes it
                            primary key of avenant.outbox is missing: V3__outbox_by_topic.sql makes it, (topic, id)
                            column avenant.inbox.content_hash is missing: V2__content_of_inbox_messages.sql makes it, text
                            table avenant.outbox_lease is missing: V3__outbox_by_topic.sql makes it
                            primary key of avenant.dead_letters is (consumer_group, id): expected (id), as V5__dead_letters.sql makes it
                            unique index of avenant.dead_letter_replays is missing: V9__dead_letters_replayed_and_parked.sql makes it, (consumer_group) WHERE (ended_at IS NULL)
                            the database user lacks UPDATE, DELETE on avenant.inbox""");
    }

    @Test
    void keepAServiceFromStartingThatMayNotMakeThem() throws SQLException {
        String user = stack.unique("user").replace('-', '_');
        execute("CREATE ROLE " + user + " LOGIN");
        as(user);

        assertThatThrownBy(setup::start)
                .cause()
                .hasMessage("The database user may not create the messaging tables in the schema avenant: ERROR:"
                        + " permission denied for database " + setup.database());
    }

    @Test
    void areFoundAsTheyWereByAServiceThatWouldMakeThem() throws SQLException {
        assertServes("avenant");
        String user = userWithRightsOn("avenant");
        as(user);

        assertServes("avenant");
    }

    /** Has it publish two events, handle one and dead-letter the other. */
    private void assertServes(String schema) {
        try (TestService service = setup.start()) {
            service.publish(order(1), order(2));

            await().untilAsserted(() -> {
                assertThat(count(service, schema + ".inbox")).isPositive();
                assertThat(count(service, schema + ".dead_letters")).isPositive();
                assertThat(count(service, schema + ".outbox")).isZero();
                assertThat(count(service, schema + ".outbox_lease")).isEqualTo(16);
                assertThat(count(service, schema + ".outbox_relays")).isEqualTo(1);
            });
        }
    }

    private OutboundEvent order(long sequence) {
        return new OutboundEvent(
                topic,
                "1",
                OrderPlaced.newBuilder().setOrderId("1").setSequence(sequence).build());
    }

    private static long count(TestService service, String table) {
        Long count = service.jdbc().queryForObject("SELECT count(*) FROM " + table, Long.class);
        return count == null ? 0 : count;
    }

    private String userWithRightsOn(String schema) throws SQLException {
        String user = stack.unique("user").replace('-', '_');
        execute("CREATE ROLE " + user + " LOGIN; GRANT USAGE ON SCHEMA " + schema + " TO " + user
                + "; GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA " + schema + " TO " + user);
        return user;
    }

    /** The URL names the user, and counts before the setting. */
    private TestService.Setup as(String user) {
        return setup.property("spring.datasource.url", database.replace("user=postgres", "user=" + user));
    }

    private void execute(String sql) throws SQLException {
        try (Connection connection = DriverManager.getConnection(database);
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }
}
