package dev.avenant.messaging.internal.tables;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.avenant.messaging.MessagingStack;
import java.io.IOException;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.springframework.core.io.ClassPathResource;

/** That the scripts, the list of what they make and Liquibase's changelog say the same. */
@Tag("broker")
class TablePartTest {

    @RegisterExtension
    static final MessagingStack stack = new MessagingStack();

    @Test
    void listsWhatEachScriptMakes() throws SQLException, IOException {
        TablesInspection inspection = new TablesInspection(new TablesSchema("avenant"));
        try (Connection connection = DriverManager.getConnection(stack.newDatabase());
                Statement statement = connection.createStatement()) {
            statement.execute("CREATE SCHEMA avenant; SET search_path TO avenant");
            Map<String, String> expected = new HashMap<>();

            for (Map.Entry<String, String> script : TableScripts.byName().entrySet()) {
                statement.execute(script.getValue());

                TablePart.ALL.stream()
                        .filter(part -> part.script().equals(script.getKey()))
                        .forEach(part -> expected.put(part.path(), part.definition()));
                assertThat(inspection.found(connection))
                        .as("after %s", script.getKey())
                        .containsExactlyInAnyOrderEntriesOf(expected);
            }
            assertThat(inspection.faults(connection)).isEmpty();
        }
    }

    @Test
    void namesEveryScriptInTheChangelogOnceAndInTheirOrder() throws IOException {
        String changelog = new ClassPathResource(MessagingTables.SCRIPTS + "/changelog.xml").getContentAsString(UTF_8);

        List<String> included = changelog
                .lines()
                .filter(line -> line.contains("<sqlFile"))
                .map(line -> line.replaceAll(".*path=\"|\".*", ""))
                .toList();

        assertThat(included).containsExactlyElementsOf(TableScripts.byName().keySet());
    }
}
