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
 * The commands that a page gives to whoever has the platform running, and what each must come to. A command that is not
 * known here fails.
 *
 * @param portOffset how far the ports of the running platform are from those that the page names
 * @param commands the commands of the page
 * @param expectations what each comes to, by the beginning of the command; one that stands there twice uses its
 *     expectations in turn
 */
record Tour(Shell shell, int portOffset, List<String> commands, Map<String, List<Expectation>> expectations) {

    private static final List<Integer> PORTS = List.of(8001, 8002, 8003, 8004, 8005, 8006, 8025, 8080, 8081, 9092);
    private static final Pattern ID = Pattern.compile("\"id\"\\s*:\\s*\"([0-9a-f-]{36})\"");
    private static final Pattern DEAD_LETTER = Pattern.compile("user-events\\.job-service\\.dlt");

    private static final Pattern PLACE_OF_AN_ID = Pattern.compile("\\b(ID|JOB)\\b");

    /**
     * What a command must come to.
     *
     * @param idOf what stands in further commands for the id that it answers, null when nothing does
     */
    private record Expectation(
            int exitCode, List<String> printed, @Nullable String idOf) {
        static Expectation ok(String... printed) {
            return new Expectation(0, List.of(printed), null);
        }

        static Expectation refused(String... printed) {
            return new Expectation(1, List.of(printed), null);
        }

        Expectation answeringIdOf(String name) {
            return new Expectation(exitCode, printed, name);
        }
    }

    /** The README, behind the commands that start and test the platform. */
    static Tour ofReadme(Path repository, Shell shell, int portOffset) {
        List<String> commands = Readme.at(repository.resolve("README.md")).commands();
        assertThat(commands).startsWith("./avenant up", "./mvnw verify");
        return new Tour(shell, portOffset, commands.subList(2, commands.size()), expectationsOfReadme());
    }

    /** The guide that moves an event, for whoever has made the README's tour. */
    static Tour ofMovingAnEvent(Path repository, Shell shell, int portOffset) {
        List<String> commands =
                Readme.at(repository.resolve("docs/moving-an-event.md")).commands();
        return new Tour(shell, portOffset, commands, expectationsOfMovingAnEvent());
    }

    private static Map<String, List<Expectation>> expectationsOfReadme() {
        Map<String, List<Expectation>> expected = new LinkedHashMap<>();
        expected.put(
                "curl -X POST localhost:8001/api/users",
                List.of(
                        Expectation.ok("\"username\":\"acme\"").answeringIdOf("ID"),
                        Expectation.ok("\"username\":\"ann\"")));
        expected.put("curl -s localhost:8001/api/auth/token", List.of(Expectation.ok(), Expectation.ok()));
        expected.put("curl -H @acme.auth", List.of(Expectation.ok("I weld well.")));
        expected.put("curl -H @ann.auth", List.of(Expectation.ok("This needs the role EMPLOYER")));
        expected.put("curl \"localhost:8002/api/companies", List.of(Expectation.ok("hr@acme.example")));
        expected.put(
                "curl \"localhost:8025/api/v1/messages",
                List.of(
                        Expectation.ok("Welcome to the job platform", "hr@acme.example"),
                        Expectation.ok("Your application: Welder", "ann@mail.example")));
        expected.put(
                "curl -X POST localhost:8002/api/jobs",
                List.of(Expectation.ok("\"title\":\"Welder\"").answeringIdOf("JOB")));
        expected.put(
                "curl -X POST localhost:8005/api/jobs/JOB/applications",
                List.of(Expectation.ok("\"status\":\"RECEIVED\"")));
        expected.put("curl \"localhost:8002/api/jobs/JOB", List.of(Expectation.ok("\"applicationCount\":1")));
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

    private static Map<String, List<Expectation>> expectationsOfMovingAnEvent() {
        Map<String, List<Expectation>> expected = new LinkedHashMap<>();
        expected.put("./avenant compare", List.of(Expectation.ok("SAFE", "record-full-name-changed")));
        expected.put("./avenant check", List.of(Expectation.ok("No problems")));
        expected.put("./avenant release", List.of(Expectation.ok("Nothing to release")));
        expected.put("./avenant push", List.of(Expectation.ok()));
        expected.put("./avenant contracts status", List.of(Expectation.ok()));
        expected.put("./avenant diff jobplatform.job.events.JobApplicationReceived", List.of(Expectation.ok("SAFE")));
        expected.put("./avenant groups show application-service", List.of(Expectation.ok("job-events")));
        expected.put("./avenant events tail application-events", List.of(Expectation.ok("I weld well.")));
        expected.put("./avenant events tail job-events", List.of(Expectation.ok("Welder")));
        expected.put(
                "curl -i -X POST", List.of(Expectation.ok("308", "/api/jobs/7b1f0d56-1c1e-4c86-9d1c-5a2f6f0f7c11")));
        expected.put(
                "curl \"localhost:8003/actuator/prometheus",
                List.of(Expectation.ok(
                        "avenant_event_handling_seconds_count",
                        "type=\"jobplatform.application.events.JobApplicationReceived\"")));
        expected.put("./avenant groups list", List.of(Expectation.ok("application-service", "user-service")));
        expected.put("./avenant dead-letters list", List.of(Expectation.ok("user-events.job-service.dlt")));
        return expected;
    }

    /** Runs each command in turn: it does what it should. */
    void runAll() {
        Map<String, Integer> seen = new LinkedHashMap<>();
        Map<String, String> ids = new LinkedHashMap<>();
        for (String command : commands) {
            String beginning = expectations.keySet().stream()
                    .filter(command::startsWith)
                    .findFirst()
                    .orElseThrow(() -> new AssertionError("The page has a command that no test knows: " + command));
            int time = seen.merge(beginning, 1, Integer::sum);
            Expectation expectation =
                    expectations.getOrDefault(beginning, List.of()).get(time - 1);
            String typed =
                    PLACE_OF_AN_ID.matcher(command).replaceAll(place -> ids.getOrDefault(place.group(), place.group()));
            Shell.Outcome outcome = runUntilItHolds(expectation, here(typed));
            if (expectation.idOf() != null) {
                ids.put(expectation.idOf(), idIn(outcome.output()));
            }
        }
        assertThat(seen.keySet()).as("commands of the page").containsAll(expectations.keySet());
    }

    /**
     * Events take their way; a reader of the page looks twice too. Only what changes nothing is asked again, and an
     * application, which is refused until it is known who applies for what.
     */
    private Shell.Outcome runUntilItHolds(Expectation expectation, String command) {
        boolean askedAgain = command.startsWith("curl \"")
                || DEAD_LETTER.matcher(command).find()
                || command.endsWith("list")
                || command.endsWith("--until-end")
                || command.contains("/applications ");
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

    private static String idIn(String output) {
        Matcher matcher = ID.matcher(output);
        assertThat(matcher.find()).as("an id in %s", output).isTrue();
        return matcher.group(1);
    }
}
