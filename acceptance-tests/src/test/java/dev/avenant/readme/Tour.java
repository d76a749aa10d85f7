package dev.avenant.readme;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The commands that the README gives to whoever has the platform running, and what each must come to. A command that is
 * not known here fails.
 *
 * @param portOffset how far the ports of the running platform are from those that the README names
 */
record Tour(Shell shell, int portOffset) {

    private static final List<Integer> PORTS = List.of(8001, 8002, 8004, 8025, 8080, 8081, 9092);
    private static final Pattern ID = Pattern.compile("\"id\"\\s*:\\s*\"([0-9a-f-]{36})\"");
    private static final Pattern DEAD_LETTER = Pattern.compile("user-events\\.job-service\\.dlt");

    /** What a command of the README must come to. */
    private record Expectation(int exitCode, List<String> printed) {
        static Expectation ok(String... printed) {
            return new Expectation(0, List.of(printed));
        }

        static Expectation refused(String... printed) {
            return new Expectation(1, List.of(printed));
        }
    }

    /** By the beginning of the command; a command that stands there twice uses its expectations in turn. */
    private static Map<String, List<Expectation>> expectations() {
        Map<String, List<Expectation>> expected = new LinkedHashMap<>();
        expected.put("curl -X POST localhost:8001/api/users", List.of(Expectation.ok("\"username\":\"acme\"")));
        expected.put("curl \"localhost:8002/api/companies", List.of(Expectation.ok("hr@acme.example")));
        expected.put(
                "curl \"localhost:8025/api/v1/messages",
                List.of(Expectation.ok("Welcome to the job platform", "hr@acme.example")));
        expected.put("./avenant events tail", List.of(Expectation.ok("acme", "EMPLOYER")));
        expected.put("./avenant new UserCreated", List.of(Expectation.ok("schemas/user-events/UserCreated/v3.avsc")));
        expected.put("sed -i.bak", List.of(Expectation.ok(), Expectation.ok()));
        expected.put(
                "./avenant check",
                List.of(
                        Expectation.refused("schemas/user-events/UserCreated/v3.avsc:", "email", "job-service"),
                        Expectation.ok()));
        expected.put("./avenant diff UserCreated", List.of(Expectation.ok("locale")));
        expected.put("rm schemas", List.of(Expectation.ok()));
        expected.put("echo 'this is no Avro'", List.of(Expectation.ok()));
        expected.put("./avenant dead-letters list", List.of(Expectation.ok("user-events.job-service.dlt")));
        expected.put("./avenant dead-letters show", List.of(Expectation.ok("NOT_AVRO", "tour")));
        return expected;
    }

    /** The commands of the README behind those that start and test the platform. */
    static List<String> commands(Path repository) {
        List<String> commands = Readme.at(repository.resolve("README.md")).commands();
        assertThat(commands).startsWith("./avenant up", "./mvnw verify");
        return commands.subList(2, commands.size());
    }

    /** Runs each command in turn: it does what it should. */
    void runAll(List<String> commands) {
        Map<String, List<Expectation>> expectations = expectations();
        Map<String, Integer> seen = new LinkedHashMap<>();
        String id = "ID";
        for (String command : commands) {
            String beginning = expectations.keySet().stream()
                    .filter(command::startsWith)
                    .findFirst()
                    .orElseThrow(() -> new AssertionError("The README has a command that no test knows: " + command));
            int time = seen.merge(beginning, 1, Integer::sum);
            Expectation expectation =
                    expectations.getOrDefault(beginning, List.of()).get(time - 1);
            Shell.Outcome outcome = runUntilItHolds(expectation, here(command.replace("=ID\"", "=" + id + "\"")));
            @Nullable String found = idIn(outcome.output());
            id = found == null ? id : found;
        }
        assertThat(seen.keySet()).as("commands of the README").containsAll(expectations.keySet());
    }

    /** Events take their way; a reader of the README looks twice too. Only what changes nothing is asked again. */
    private Shell.Outcome runUntilItHolds(Expectation expectation, String command) {
        boolean askedAgain =
                command.startsWith("curl \"") || DEAD_LETTER.matcher(command).find() || command.endsWith("list");
        if (!askedAgain) {
            return assertThatItHolds(expectation, command, shell.run(command));
        }
        return await().atMost(Duration.ofSeconds(30))
                .until(
                        () -> shell.run(command),
                        outcome -> expectation.printed().stream().allMatch(outcome.output()::contains));
    }

    private static Shell.Outcome assertThatItHolds(Expectation expectation, String command, Shell.Outcome outcome) {
        assertThat(outcome.exitCode()).as("%s%n%s", command, outcome.output()).isEqualTo(expectation.exitCode());
        expectation
                .printed()
                .forEach(text -> assertThat(outcome.output()).as(command).contains(text));
        return outcome;
    }

    private String here(String command) {
        String shifted = command;
        for (int port : PORTS) {
            shifted = shifted.replace("localhost:" + port, "localhost:" + (port + portOffset));
        }
        return shifted;
    }

    private static @Nullable String idIn(String output) {
        Matcher matcher = ID.matcher(output);
        return matcher.find() ? matcher.group(1) : null;
    }
}
