package jobplatform.containers;

import static jobplatform.containers.ComposeFile.list;
import static jobplatform.containers.ComposeFile.map;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeSet;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The workflow that has an engine builds the set, starts it with either registry and takes the tour. */
@Tag("fast")
class ContainersWorkflowTest {

    private static final Path FILE = ComposeFile.REPOSITORY.resolve(".github/workflows/containers.yml");

    private final Map<String, Object> job =
            map(map(ComposeFile.yaml(FILE).get("jobs")).get("tour"));

    @Test
    void runsWithEachProfileOfTheComposeFile() {
        TreeSet<Object> profiles = new TreeSet<>();
        ComposeFile.read().services().values().forEach(part -> {
            if (map(part).get("profiles") instanceof List<?> named) {
                profiles.addAll(named);
            }
        });

        assertThat(map(job.get("env")).get("COMPOSE_PROFILES")).isEqualTo("${{ matrix.registry }}");
        assertThat(map(map(job.get("strategy")).get("matrix")).get("registry"))
                .asInstanceOf(InstanceOfAssertFactories.LIST)
                .containsExactlyInAnyOrderElementsOf(profiles);
    }

    @Test
    void mayOnlyReadAndTakesActionsAsTheyWereWhenSomebodyLookedAtThem() {
        assertThat(ComposeFile.yaml(FILE).get("permissions")).isEqualTo(Map.of("contents", "read"));
        assertThat(job).doesNotContainKey("permissions").containsKey("timeout-minutes");
        assertThat(list(job.get("steps")))
                .extracting(step -> map(step).get("uses"))
                .filteredOn(Objects::nonNull)
                .isNotEmpty()
                .allSatisfy(action -> assertThat(String.valueOf(action)).matches("actions/[a-z-]+@[0-9a-f]{40}"));
    }

    @Test
    void saysWhatHappenedWhenAStepFails() {
        assertThat(list(job.get("steps")))
                .last()
                .satisfies(step -> assertThat(map(step))
                        .containsEntry("if", "failure()")
                        .extractingByKey("run")
                        .asString()
                        .contains("docker compose ps --all", "docker compose logs"));
    }

    @Test
    void buildsStartsAndTakesTheTourInThisOrder() {
        List<String> commands = new ArrayList<>();
        List<String> tours = new ArrayList<>();
        for (Object step : list(job.get("steps"))) {
            if (map(step).get("run") instanceof String command) {
                commands.add(command);
                if (map(step).containsKey("env")) {
                    assertThat(map(step).get("env")).isEqualTo(Map.of("AVENANT_TOUR", "containers"));
                    tours.add(command);
                }
            }
        }

        assertThat(commands)
                .containsSubsequence(
                        "docker compose config --quiet",
                        "docker compose build",
                        "docker compose up --detach",
                        "bash compose/await-healthy 300");
        assertThat(tours).singleElement().asString().contains("-Dit.test=ContainersTourIT");
        assertThat(commands.indexOf(tours.get(0))).isGreaterThan(commands.indexOf("bash compose/await-healthy 300"));
        assertThat(ComposeFile.REPOSITORY.resolve(
                        "acceptance-tests/src/test/java/dev/avenant/readme/ContainersTourIT.java"))
                .exists();
        assertThat(ComposeFile.REPOSITORY.resolve("compose/await-healthy")).exists();
        assertThat(ComposeFile.REPOSITORY.resolve("compose/await-targets")).exists();
    }
}
