package dev.avenant.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;

/** Holds docs/ci.md against the action and the hook, and runs the lines in it; Maven's part is tested with the plugin. */
@Tag("process")
@DisabledOnOs(value = OS.WINDOWS, disabledReason = "the lines are for a POSIX shell")
class CiDocumentTest {
    private static final Path ROOT = Path.of("../..").toAbsolutePath().normalize();

    @TempDir
    @SuppressWarnings("NullAway.Init")
    private Path folder;

    @SuppressWarnings("NullAway.Init")
    private GitFolder clone;

    @SuppressWarnings("NullAway.Init")
    private String base;

    @BeforeEach
    void aCloneInWhichAChangeBreaksAReader() throws Exception {
        InstalledCommand.in(folder.resolve("bin"));
        GitFolder origin = GitFolder.create(folder.resolve("origin"));
        base = origin.git("rev-parse", "HEAD");
        clone = new GitFolder(Files.createDirectories(folder.resolve("clone")));
        clone.git("clone", "-q", origin.root().toUri().toString(), ".");
        clone.write(GitFolder.FILE, GitFolder.NUMBERED);
        clone.commit("Number the orders");
    }

    @Test
    void namesInputsAndOutputsThatTheActionHas() {
        JsonNode action = yaml(read("action.yml"));
        String section = section("GitHub");
        JsonNode steps = yaml(block(section, "yaml")).at("/jobs/check/steps");

        assertThat(steps)
                .anySatisfy(step -> assertThat(step.path("uses").asText()).isEqualTo("OWNER/avenant@v0.1.0"));
        assertThat(wordsOfTable(section, "input")).isEqualTo(names(action.path("inputs")));
        assertThat(wordsOfTable(section, "output")).isEqualTo(names(action.path("outputs")));
        assertThat(Pattern.compile("steps\\.avenant\\.outputs\\.(\\w+)")
                        .matcher(section)
                        .results()
                        .map(output -> output.group(1)))
                .isNotEmpty()
                .isSubsetOf(names(action.path("outputs")));
    }

    @Test
    void namesTheHookThatThereIs() {
        JsonNode used = yaml(block(section("Before a commit"), "yaml")).at("/repos/0/hooks/0/id");

        assertThat(yaml(read(".pre-commit-hooks.yaml")).at("/0/id")).isEqualTo(used);
    }

    @Test
    void showsLinesForGitLabThatLeaveAReport() throws Exception {
        JsonNode job = yaml(block(section("GitLab"), "yaml")).path("schemas");
        List<String> lines = new ArrayList<>();
        job.path("script").forEach(line -> lines.add(line.asText()));

        assertThat(run(lines, Map.of("CI_MERGE_REQUEST_DIFF_BASE_SHA", base))).isEqualTo(1);
        assertThat(clone.root().resolve(job.at("/artifacts/reports/junit").asText()))
                .content()
                .contains("<failure ");
    }

    @Test
    void showsLinesForJenkinsThatLeaveAReport() throws Exception {
        String stage = block(section("Jenkins"), "groovy");
        List<String> lines = Pattern.compile("sh '(.*)'")
                .matcher(stage)
                .results()
                .map(line -> line.group(1))
                .toList();

        assertThat(run(lines, Map.of("CHANGE_TARGET", "main"))).isEqualTo(1);
        assertThat(stage).contains("junit 'avenant-check.xml'");
        assertThat(clone.root().resolve("avenant-check.xml")).content().contains("<failure ");
    }

    @Test
    void showsALineThatLetsFindingsPassAndNothingElse() throws Exception {
        String line = block(section("Anywhere else"), "sh").strip();

        assertThat(run(List.of(line), Map.of())).isZero();
        assertThat(run(List.of(line.replace("origin/main", "nowhere")), Map.of()))
                .isEqualTo(1);
    }

    /** Runs lines as build servers do, until one fails. */
    private int run(List<String> lines, Map<String, String> variables) throws Exception {
        assertThat(lines).isNotEmpty();
        ProcessBuilder shell = new ProcessBuilder("bash", "-e", "-c", String.join("\n", lines))
                .directory(clone.root().toFile())
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("log").toFile());
        shell.environment().put("PATH", folder.resolve("bin") + File.pathSeparator + System.getenv("PATH"));
        shell.environment().putAll(variables);
        return shell.start().waitFor();
    }

    private static Set<String> wordsOfTable(String section, String head) {
        Set<String> words = new TreeSet<>();
        section.lines()
                .dropWhile(line -> !line.startsWith("| " + head + " |"))
                .skip(2)
                .takeWhile(line -> line.startsWith("|"))
                .map(line -> line.split("\\|", -1)[1])
                .flatMap(cell -> Stream.of(cell.replace("`", "").split(",", -1)))
                .forEach(word -> words.add(word.strip()));
        return words;
    }

    private static Set<String> names(JsonNode object) {
        Set<String> names = new TreeSet<>();
        object.fieldNames().forEachRemaining(names::add);
        return names;
    }

    private static String section(String title) {
        String page = read("docs/ci.md");
        int begin = page.indexOf("\n## " + title + "\n");
        assertThat(begin).as("the section " + title).isNotNegative();
        int end = page.indexOf("\n## ", begin + 1);
        return page.substring(begin, end < 0 ? page.length() : end);
    }

    private static String block(String section, String language) {
        int begin = section.indexOf("```" + language + "\n");
        assertThat(begin).as("a block of " + language).isNotNegative();
        return section.substring(begin + language.length() + 4, section.indexOf("```", begin + 3));
    }

    private static JsonNode yaml(String text) {
        Object value = Objects.requireNonNull(new Yaml(new SafeConstructor(new LoaderOptions())).load(text));
        return new ObjectMapper().valueToTree(value);
    }

    private static String read(String file) {
        try {
            return Files.readString(ROOT.resolve(file));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
