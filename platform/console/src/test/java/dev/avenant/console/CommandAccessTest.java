package dev.avenant.console;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.avenant.cli.CalledInTest;
import dev.avenant.console.Endpoints.Needs;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Everybody may at the command line what they may on the pages, when it asks a console. */
class CommandAccessTest extends GrantedConsole {

    /**
     * A command that asks the console.
     *
     * @param line with the topic in the place of T, and its schema id in that of ID
     * @param looking what makes it change nothing; empty when it does not, or nothing that matters
     */
    record CommandRow(Needs needs, String line, String looking) {}

    private static final List<CommandRow> COMMANDS = List.of(
            new CommandRow(Needs.ANY_GRANT, "subjects list", ""),
            new CommandRow(Needs.SEEING, "subjects show T-Event", ""),
            new CommandRow(Needs.SEEING, "subjects show --id ID", ""),
            new CommandRow(Needs.SEEING, "subjects versions T-Event", ""),
            new CommandRow(Needs.SEEING, "subjects usage T-Event", ""),
            new CommandRow(Needs.ANY_GRANT, "topics list", ""),
            new CommandRow(Needs.SEEING, "topics show T", ""),
            new CommandRow(Needs.SEEING, "events search T", ""),
            new CommandRow(Needs.SEEING, "events search T --offset 0:0", ""),
            new CommandRow(Needs.SEEING, "events tail T --from-beginning --until-end", ""),
            new CommandRow(Needs.ANY_GRANT, "events follow e-1", ""),
            new CommandRow(Needs.ACTING, "events produce T --event Event --key k", ""),
            new CommandRow(Needs.ANY_GRANT, "groups list", ""),
            new CommandRow(Needs.SEEING, "groups show T-readers", ""),
            new CommandRow(Needs.ACTING, "groups reset T-readers --to-offset 1 --execute", ""),
            new CommandRow(Needs.ACTING, "groups pause T-readers", ""),
            new CommandRow(Needs.ACTING, "groups resume T-readers", ""),
            new CommandRow(Needs.ANY_GRANT, "dead-letters list", ""),
            new CommandRow(Needs.SEEING, "dead-letters show T.billing.dlt", ""),
            new CommandRow(Needs.SEEING, "dead-letters explain T.billing.dlt --offset 0:0", ""),
            new CommandRow(Needs.ACTING, "dead-letters replay T.billing.dlt --all", " --dry-run"),
            new CommandRow(
                    Needs.ACTING,
                    "dead-letters replay T.billing.dlt --offset 0:0 --edit VALUE --subject T-Event --schema-version 1",
                    " --dry-run"),
            new CommandRow(Needs.ACTING, "dead-letters drop T.billing.dlt --all --reason none", " --dry-run"));

    @Test
    void everyCommandThatAsksAConsoleHasARow() {
        assertThat(COMMANDS)
                .extracting(row -> row.line().replaceFirst("^(\\S+ \\S+).*", "$1"))
                .containsAll(CalledInTest.commandsOfConsole());
    }

    /** The same at the command line: what is refused writes nothing and is recorded, and nothing tells of what is not seen. */
    @ParameterizedTest
    @ValueSource(strings = {"", MIRROR})
    void everybodyMayTheSameAtTheCommandLine(String cluster) throws Exception {
        List<String> wrong = new ArrayList<>();
        Map<String, Integer> before = written();
        Set<String> refused = new TreeSet<>();
        Path value = Files.writeString(contracts.resolve("value.json"), "{\"text\":\"x\"}");
        for (boolean isAllowedTurn : new boolean[] {false, true}) {
            for (String user : Stream.concat(Stream.of(""), USERS.stream()).toList()) {
                Commands commands =
                        user.isEmpty() ? Commands.of(port) : Commands.of(port).as(user, "p");
                for (CommandRow row : COMMANDS) {
                    for (String topic : TOPICS) {
                        String expected = expectedAtTheLine(row, user, topic);
                        if (expected.isEmpty() == isAllowedTurn) {
                            String line = row.line()
                                            .replace(" T", " " + topic)
                                            .replace(" ID", " " + IDS.get(topic))
                                            .replace("VALUE", value.toString())
                                    + (isAllowedTurn ? row.looking() : "")
                                    + (cluster.isEmpty() ? "" : " --cluster " + cluster);
                            CalledInTest result = commands.run(line);
                            if (!isAsExpected(row, result, expected)) {
                                wrong.add("'" + user + "' " + line + ": expected '" + expected + "' but was " + result);
                            }
                            if (row.needs() == Needs.ANY_GRANT
                                    && !user.isEmpty()
                                    && TOPICS.stream()
                                            .filter(each -> !sees(user, each))
                                            .anyMatch(result.out()::contains)) {
                                wrong.add("'" + user + "' " + line + ": tells of what is not seen: " + result);
                            }
                            if (expected.contains("This needs a grant")) {
                                refused.add(user + " " + topic);
                            }
                        }
                    }
                }
            }
            if (!isAllowedTurn) {
                assertThat(written()).isEqualTo(before);
                assertThat(recordedRefusals(cluster)).containsAll(refusalsOf(refused));
            }
        }

        assertThat(wrong).isEmpty();
        assertThat(refused).containsExactlyInAnyOrder("vic granted", "sam granted");
    }

    /** What is said of what is refused; empty when it is not. */
    private static String expectedAtTheLine(CommandRow row, String user, String topic) {
        if (user.isEmpty()) {
            return "has to know who asks";
        }
        if (row.needs() == Needs.ANY_GRANT) {
            return "";
        }
        if (!sees(user, topic)) {
            if (row.line().startsWith("subjects")) {
                return row.line().contains("--id")
                        ? "No schema has the id " + IDS.get(topic) + "."
                        : "No subject " + topic + "-Event is registered.";
            }
            return row.line().startsWith("groups")
                    ? "Kafka knows no consumer group " + topic + "-readers."
                    : "There is no topic " + topic + (row.line().startsWith("dead-letters") ? ".billing.dlt." : ".");
        }
        return row.needs() == Needs.ACTING
                        && !Objects.requireNonNull(ACTED_ON.get(user)).contains(topic)
                ? "does not let you: This needs a grant of the role operator or admin for " + topic
                : "";
    }

    /** Commands for events say on standard error what they looked at, and where there are none print none. */
    private static boolean isAsExpected(CommandRow row, CalledInTest result, String expected) {
        if (expected.isEmpty() && row.line().startsWith("events")) {
            return result.exitCode() <= 1;
        }
        if (expected.isEmpty()) {
            return result.exitCode() <= 1
                    && result.err().isEmpty()
                    && !result.out().isEmpty();
        }
        String said = result.err().replace("There is no dead-letter topic", "There is no topic");
        return result.exitCode() == 3 && result.out().isEmpty() && said.contains(expected);
    }

    private static List<String> refusalsOf(Set<String> refused) {
        return refused.stream()
                .flatMap(each -> Stream.of(
                                "groups.reset",
                                "groups.pause",
                                "groups.resume",
                                "events.produce",
                                "dead-letters.replay",
                                "dead-letters.edit",
                                "dead-letters.drop")
                        .map(action ->
                                each + (action.startsWith("dead") ? ".billing.dlt " : " ") + action + ".refused"))
                .toList();
    }

    private Set<String> recordedRefusals(String cluster) {
        Map<String, String> headers = new HashMap<>(Visitor.basic(ADMIN, "p"));
        headers.put("Accept", "application/json");
        String records = Visitor.of(port)
                .at(in(cluster, API + "/audit?limit=1000"), headers)
                .page()
                .html();
        Set<String> found = new TreeSet<>();
        try {
            new JsonMapper()
                    .readTree(records)
                    .path("records")
                    .forEach(record -> found.add(record.path("actor").asText() + " "
                            + record.path("topic").asText() + " "
                            + record.path("type").asText()));
        } catch (JsonProcessingException notJson) {
            throw new AssertionError(records, notJson);
        }
        return found;
    }
}
