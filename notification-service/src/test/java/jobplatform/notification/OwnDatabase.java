package jobplatform.notification;

import dev.avenant.testing.ServiceTestEnvironment;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DriverManagerDataSource;

/** A database and a consumer group for a service that shares neither with other tests, and its settings. */
final class OwnDatabase {

    private final ServiceTestEnvironment environment;
    private final String url;
    private final String group;

    private OwnDatabase(ServiceTestEnvironment environment, String name) {
        this.environment = environment;
        this.url = environment.databaseUrl().replace("/postgres?", "/" + name + "?");
        this.group = name;
    }

    static OwnDatabase create(ServiceTestEnvironment environment) throws SQLException {
        String name = "notification_" + UUID.randomUUID().toString().replace("-", "");
        try (Connection connection = DriverManager.getConnection(environment.databaseUrl());
                Statement statement = connection.createStatement()) {
            statement.execute("create database " + name);
        }
        return new OwnDatabase(environment, name);
    }

    /** What starts the service there, with a mail server, quick about what takes minutes otherwise. */
    List<String> arguments(int mailServerPort) {
        Map<String, Object> settings = new LinkedHashMap<>();
        environment.describeTo((name, value) -> settings.put(name, value.get()));
        settings.put("spring.datasource.url", url);
        settings.put("KAFKA_GROUP_ID", group);
        // The partitions of a killed process go to the next one when its session has ended.
        settings.put("spring.kafka.consumer.properties.session.timeout.ms", 6_000);
        settings.put("server.port", 0);
        settings.put("spring.mail.host", "127.0.0.1");
        settings.put("spring.mail.port", mailServerPort);
        settings.put("jobplatform.mail.pause-when-away", "200ms");
        settings.put("jobplatform.mail.first-retry", "200ms");
        settings.put("jobplatform.mail.unknown-after", "2s");
        List<String> arguments = new ArrayList<>();
        settings.forEach((name, value) -> arguments.add("--" + name + "=" + value));
        return arguments;
    }

    /** The state of a user's e-mail; empty until there is one. */
    String stateOf(UserEvents user) {
        return read(user, "state");
    }

    String problemOf(UserEvents user) {
        return read(user, "problem");
    }

    /** Where it went; empty when that is not known, or not any more. */
    String addressOf(UserEvents user) {
        return read(user, "address");
    }

    String attemptsOf(UserEvents user) {
        return read(user, "attempts::text");
    }

    private String read(UserEvents user, String column) {
        return JdbcClient.create(new DriverManagerDataSource(url))
                .sql("select coalesce(" + column + ", '') from mails where user_id = :id")
                .param("id", user.id())
                .query(String.class)
                .optional()
                .orElse("");
    }
}
