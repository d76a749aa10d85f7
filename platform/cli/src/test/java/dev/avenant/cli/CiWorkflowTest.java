package dev.avenant.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;

/** Runs what the workflow runs, with a stand-in for GitHub's command that writes down how it is called. */
@Tag("process")
class CiWorkflowTest {
    private static final Path WORKFLOW = Path.of("../../.github/workflows/ci.yml");

    private static final String GH = """
            #!/bin/sh
            printf '%s\\n' "$*" >>"$CALLS"
            case "$*" in
            *--paginate*) printf '%s' "$COMMENTS" ;;
            esac
            """;

    @TempDir
    @SuppressWarnings("NullAway.Init")
    private Path folder;

    @BeforeEach
    void aPullRequest() throws IOException {
        Path gh = Files.writeString(folder.resolve("gh"), GH);
        assertThat(gh.toFile().setExecutable(true)).isTrue();
    }

    @Test
    void checksWithACommandThatThereIs() throws IOException {
        Shell shell = new Shell(folder);
        Path markdown = folder.resolve("contracts.md");
        String command = run("Check the contracts")
                .replace("\"$BASE\"", "released")
                .replace("target/contracts.md", markdown.toString());
        assertThat(command).startsWith("./avenant check ");

        Shell.Result result =
                shell.run(command.strip().substring("./avenant ".length()).split(" "));

        assertThat(result.exitCode()).isZero();
        assertThat(markdown).content().startsWith("<!-- avenant check -->\n### Contracts: passed\n");
    }

    @Test
    void commentsOnceAndUpdatesTheCommentAfterwards() throws Exception {
        List<String> first = comment("");
        List<String> again = comment("4711\n4712\n");

        assertThat(first)
                .hasSize(2)
                .satisfies(calls -> assertThat(calls.get(0))
                        .startsWith("api repos/dev/avenant/issues/7/comments --paginate --jq ")
                        .contains("<!-- avenant check -->"))
                .satisfies(calls -> assertThat(calls.get(1)).isEqualTo("pr comment 7 --body-file target/contracts.md"));
        assertThat(again)
                .hasSize(2)
                .satisfies(calls -> assertThat(calls.get(1))
                        .isEqualTo("api -X PATCH repos/dev/avenant/issues/comments/4711 -F"
                                + " body=@target/contracts.md"));
    }

    private List<String> comment(String comments) throws Exception {
        Path calls = folder.resolve("calls");
        Files.deleteIfExists(calls);
        ProcessBuilder step = new ProcessBuilder("bash", "-e", "-c", run("Comment on the pull request"))
                .directory(folder.toFile())
                .inheritIO();
        step.environment()
                .putAll(Map.of(
                        "PATH",
                        folder + ":" + System.getenv("PATH"),
                        "CALLS",
                        calls.toString(),
                        "COMMENTS",
                        comments,
                        "PULL",
                        "7",
                        "GITHUB_REPOSITORY",
                        "dev/avenant"));
        assertThat(step.start().waitFor()).isZero();
        return Files.readAllLines(calls);
    }

    private static String run(String step) throws IOException {
        Object yaml = new Yaml(new SafeConstructor(new LoaderOptions())).load(Files.readString(WORKFLOW));
        for (JsonNode candidate : new ObjectMapper()
                .valueToTree(yaml)
                .path("jobs")
                .path("contracts")
                .path("steps")) {
            if (candidate.path("name").asText().equals(step)) {
                return candidate.path("run").asText();
            }
        }
        throw new AssertionError("There is no step " + step);
    }
}
