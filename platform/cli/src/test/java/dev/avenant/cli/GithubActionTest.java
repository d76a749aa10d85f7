package dev.avenant.cli;

import static dev.avenant.cli.GitFolder.FILE;
import static dev.avenant.cli.GitFolder.NUMBERED;
import static dev.avenant.cli.GitFolder.ORDER;
import static dev.avenant.cli.GitFolder.WITH_A_NOTE;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;

/**
 * Runs {@code action.yml} as a runner would, on shallow clones of a repository, with the command of this build and a server
 * that has GitHub's comments and releases.
 */
@Tag("process")
@DisabledOnOs(value = OS.WINDOWS, disabledReason = "the action runs in bash")
class GithubActionTest {
    private static final Path ROOT = Path.of("../..").toAbsolutePath().normalize();
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Pattern EXPRESSION = Pattern.compile("\\$\\{\\{ *([a-z0-9_.-]+) *}}");

    @TempDir
    @SuppressWarnings("NullAway.Init")
    private Path folder;

    @SuppressWarnings("NullAway.Init")
    private GithubServer github;

    @SuppressWarnings("NullAway.Init")
    private GitFolder origin;

    private final Map<String, String> context = new HashMap<>();

    /** What a run of the action left behind. */
    private record Run(int exitCode, String log, Map<String, String> outputs, String summary) {}

    @BeforeEach
    void aRepositoryOnGithub() throws Exception {
        github = new GithubServer();
        origin = GitFolder.create(folder.resolve("origin"));
        // the action as it is when it is used from a clone, with the command of this build
        Path action = folder.resolve("action");
        InstalledCommand.in(action);
        Files.createDirectories(action.resolve(".github/action"));
        Files.copy(ROOT.resolve(".github/action/check.sh"), action.resolve(".github/action/check.sh"));
        context.put("github.action_path", action.toString());
        context.put("github.token", GithubServer.TOKEN);
    }

    @AfterEach
    void close() {
        github.close();
    }

    @Test
    void writesOneCommentAndUpdatesItUntilAllIsWell() throws Exception {
        Run broken = runOnPullRequest(NUMBERED, Map.of());
        Run stillBroken = runOnPullRequest(ORDER.replace("\"id\"", "\"number\""), Map.of());
        List<String> whileBroken = github.comments();
        Run mended = runOnPullRequest(WITH_A_NOTE, Map.of());

        assertThat(broken.exitCode()).as(broken.log()).isEqualTo(1);
        assertThat(broken.log()).doesNotContain(GithubServer.TOKEN);
        assertThat(broken.log()).contains("\n::error file=" + FILE + ",line=2,col=3,title=BREAKS shop.Order");
        assertThat(broken.summary()).startsWith("<!-- avenant check -->\n### Contracts: failed\n");
        assertThat(broken.outputs()).containsEntry("findings", "1");
        assertThat(stillBroken.exitCode()).isEqualTo(1);
        assertThat(whileBroken)
                .singleElement()
                .satisfies(comment -> assertThat(comment)
                        .startsWith("<!-- avenant check -->\n### Contracts: failed\n")
                        .contains("number"));
        assertThat(mended.exitCode()).as(mended.log()).isZero();
        assertThat(mended.outputs()).containsEntry("findings", "0");
        assertThat(github.comments())
                .singleElement()
                .satisfies(
                        comment -> assertThat(comment).startsWith("<!-- avenant check -->\n### Contracts: passed\n"));
        assertThat(github.writes()).containsExactly("POST 1", "PATCH 1", "PATCH 1");
    }

    @Test
    void leavesAReportForCodeScanning() throws Exception {
        Run run = runOnPullRequest(NUMBERED, Map.of("comment", "false"));

        JsonNode sarif =
                JSON.readTree(Path.of(run.outputs().getOrDefault("sarif", "")).toFile());
        assertThat(sarif.at("/version").asText()).isEqualTo("2.1.0");
        assertThat(sarif.at("/runs/0/results/0/locations/0/physicalLocation/artifactLocation/uri")
                        .asText())
                .isEqualTo(FILE);
        assertThat(github.comments()).isEmpty();
    }

    @Test
    void hasTheCommandLinkToTheConsoleThatItIsToldOf() throws Exception {
        Run told = runOnPullRequest(WITH_A_NOTE, Map.of("console", "https://console.example"));
        Run mistold = runOnPullRequest(WITH_A_NOTE, Map.of("console", "console.example"));

        assertThat(told.exitCode()).as(told.log()).isZero();
        assertThat(mistold.exitCode()).isEqualTo(2);
        assertThat(mistold.log())
                .contains(
                        "Expected the address of a console, such as https://console.example, in AVENANT_CONSOLE_URL but"
                                + " found console.example.");
    }

    @Test
    void findsItsCommentBehindManyOthers() throws Exception {
        for (int i = 0; i < 120; i++) {
            github.comment("I quote <!-- avenant check --> number " + i);
        }
        github.comment("<!-- avenant check -->\nof an earlier run");

        runOnPullRequest(WITH_A_NOTE, Map.of());

        assertThat(github.writes()).containsExactly("PATCH 121");
    }

    @Test
    void keepsACommentForEachFolderThatIsChecked() throws Exception {
        github.comment("<!-- avenant check -->\nof the whole repository");
        github.comment("<!-- avenant check of a_shop -->\nof another folder");
        origin.write("a-shop/Bill.avsc", ORDER.replace("Order", "Bill"));
        origin.commit("Add bills");

        runOnPullRequest(WITH_A_NOTE, Map.of("working-directory", "src/main"));
        runOnPullRequest(WITH_A_NOTE, Map.of("working-directory", "a-shop"));

        assertThat(github.writes()).containsExactly("POST 3", "POST 4");
        assertThat(github.comments().get(2)).startsWith("<!-- avenant check of src/main -->\n### Contracts: passed\n");
        assertThat(github.comments().get(3)).matches("(?s)<!-- avenant check of a_shop \\d+ -->\n### Contracts: .*");
    }

    @Test
    void doesWithoutACommentWhereTheTokenMayNot() throws Exception {
        PullRequest change = pullRequest(NUMBERED);
        github.refuse(500, "Server Error");
        Run broken = run(change, Map.of());
        github.refuse(403, "API rate limit exceeded for installation ID 7.");
        Run limited = run(change, Map.of());
        github.refuse(403, "Resource not accessible by integration");
        Run run = run(change, Map.of());

        assertThat(broken.exitCode()).isEqualTo(1);
        assertThat(broken.log())
                .endsWith("::notice title=avenant check::No comment was written: GitHub answered with HTTP 500 (Server"
                        + " Error). The job summary says all.\n");
        assertThat(limited.exitCode()).isEqualTo(1);
        assertThat(limited.log())
                .endsWith(
                        "::notice title=avenant check::No comment was written: GitHub answered with HTTP 403 (API rate"
                                + " limit exceeded for installation ID 7.). The job summary says all.\n");
        assertThat(run.exitCode()).isEqualTo(1);
        assertThat(run.log())
                .endsWith("::notice title=avenant check::No comment was written: the token may not (HTTP 403). Give the"
                        + " job the permission pull-requests: write; a pull request from a fork never has it. The job"
                        + " summary says all.\n");
    }

    @Test
    void runsAReleasedVersionWhenItsChecksumIsRight() throws Exception {
        Path archive = release("1.2.3");
        context.put("github.action_repository", "shop/avenant");
        context.put("github.action_ref", "v1.2.3");
        Files.delete(folder.resolve("action/avenant"));

        PullRequest change = pullRequest(NUMBERED);
        String checksum = shell("sha256sum " + archive + " | cut -d ' ' -f 1 | tr a-f A-F");
        Run run = run(change, Map.of("sha256", checksum));
        Run published = run(change, Map.of("level", "no level"));
        Files.writeString(archive, "something else", java.nio.file.StandardOpenOption.APPEND);
        Run changed = run(change, Map.of());
        Run unknown = run(change, Map.of("version", "9.9.9"));

        assertThat(run.exitCode()).as(run.log()).isEqualTo(1);
        assertThat(run.log()).contains("\n::error file=" + FILE);
        assertThat(published.exitCode()).as(published.log()).isEqualTo(2);
        String url = github.url() + "/shop/avenant/releases/download/v1.2.3/avenant-1.2.3.tar.gz";
        assertThat(changed.exitCode()).isEqualTo(3);
        assertThat(changed.log())
                .matches("::error title=avenant check::Expected an archive with the SHA-256 [0-9a-f]{64} from "
                        + Pattern.quote(url) + " but found [0-9a-f]{64}\\. Nothing of it was run\\.\n");
        assertThat(unknown.exitCode()).isEqualTo(3);
        assertThat(unknown.log())
                .endsWith("::error title=avenant check::Could not download " + url.replace("1.2.3", "9.9.9")
                        + ". Correct the input version, or look at the network of the runner.\n");
    }

    @Test
    void comparesAPushWithWhatItWasMadeOn() throws Exception {
        String before = origin.git("rev-parse", "HEAD");
        origin.write(FILE, NUMBERED);
        origin.commit("Number the orders");
        context.put("github.event.before", before);

        Run run = run(clone("main"), Map.of("GITHUB_REF", "refs/heads/main"), Map.of());

        assertThat(run.exitCode()).as(run.log()).isEqualTo(1);
        assertThat(run.log()).contains("compared against " + before);
    }

    @Test
    void comparesAMergeQueueANewBranchAndAForcedPushWithWhatTheyBeganAt() throws Exception {
        String base = origin.git("rev-parse", "HEAD");
        origin.git("checkout", "-q", "-b", "change");
        origin.write(FILE, NUMBERED);
        origin.commit("Number the orders");
        context.put("github.event.repository.default_branch", "main");

        context.put("github.event.merge_group.base_sha", base);
        Run queue = run(clone("change"), Map.of("GITHUB_REF", "refs/heads/gh-readonly-queue/main/pr-7"), Map.of());
        context.remove("github.event.merge_group.base_sha");
        context.put("github.event.before", "0".repeat(40));
        Run branch = run(clone("change"), Map.of("GITHUB_REF", "refs/heads/change"), Map.of());
        context.put("github.event.before", "1".repeat(40));
        Run forced = run(clone("change"), Map.of("GITHUB_REF", "refs/heads/change"), Map.of());

        assertThat(queue.exitCode()).as(queue.log()).isEqualTo(1);
        assertThat(queue.log()).contains("compared against " + base).doesNotContain("::notice");
        assertThat(branch.exitCode()).as(branch.log()).isEqualTo(1);
        assertThat(branch.log()).contains("compared against origin/main").doesNotContain("::notice");
        assertThat(forced.exitCode()).as(forced.log()).isEqualTo(1);
        assertThat(forced.log())
                .startsWith("::notice title=avenant check::The commit that this push was made on, " + "1".repeat(40)
                        + ", cannot be fetched, so it is not compared with.\n")
                .contains("compared against origin/main");
    }

    @Test
    void saysThatARunOfNoChangeHasNothingToFind() throws Exception {
        origin.git("checkout", "-q", "-b", "change");
        origin.write(FILE, NUMBERED);
        origin.commit("Number the orders");
        origin.git("checkout", "-q", "main");
        origin.git("merge", "-q", "--no-ff", "-m", "Merge change", "change");
        String merge = origin.git("rev-parse", "HEAD");
        context.put("github.event.before", "0".repeat(40));
        context.put("github.event.repository.default_branch", "main");

        Run tag = run(clone("main"), Map.of("GITHUB_REF", "refs/tags/v1"), Map.of());
        Run base = run(
                clone("main"),
                Map.of(
                        "GITHUB_EVENT_NAME", "pull_request_target",
                        "GITHUB_BASE_REF", "main",
                        "GITHUB_REF", "refs/heads/main",
                        "GITHUB_SHA", merge),
                Map.of());

        assertThat(tag.exitCode()).as(tag.log()).isZero();
        assertThat(tag.log())
                .startsWith(
                        "::notice title=avenant check::This run is of no change, so the schemas are compared with the"
                                + " versions beside them alone. Give the input against what to compare them with.\n");
        assertThat(base.exitCode()).as(base.log()).isZero();
        assertThat(base.log())
                .startsWith("::notice title=avenant check::What is checked out is ")
                .contains(" itself, so it has no change. Check out the change, or correct the input against.\n");
    }

    @Test
    void comparesABranchThatIsCheckedOutByItselfWithWhereItBegan() throws Exception {
        // Given that main has gone on with a change that the branch does not have
        origin.git("checkout", "-q", "-b", "change");
        origin.write("README.md", "more");
        origin.commit("Say more");
        origin.git("checkout", "-q", "main");
        origin.write(FILE, WITH_A_NOTE);
        origin.commit("Add a note");
        GitFolder whole = new GitFolder(Files.createDirectories(folder.resolve("whole")));
        whole.git("clone", "-q", "-b", "change", origin.root().toUri().toString(), ".");

        Run run = run(whole, Map.of("GITHUB_BASE_REF", "main", "GITHUB_REF", "refs/pull/7/merge"), Map.of());

        assertThat(run.exitCode()).as(run.log()).isZero();
        assertThat(run.log()).contains("compared against " + origin.git("merge-base", "main", "change"));
        assertThat(whole.git("rev-parse", "--is-shallow-repository")).isEqualTo("false");
    }

    @Test
    void fetchesTheRevisionThatIsNamedAndSaysWhatToSetWhenItCannot() throws Exception {
        origin.git("tag", "v1");
        origin.write("README.md", "more");
        origin.commit("Say more");
        origin.write(FILE, NUMBERED);
        origin.commit("Number the orders");

        Run tag = run(clone("main"), Map.of(), Map.of("against", "v1"));
        Run nowhere = run(clone("main"), Map.of(), Map.of("against", "nowhere"));

        assertThat(tag.exitCode()).as(tag.log()).isEqualTo(1);
        assertThat(tag.log()).contains("compared against v1");
        assertThat(nowhere.exitCode()).isEqualTo(3);
        assertThat(nowhere.log())
                .isEqualTo(
                        "::error title=avenant check::There is no revision nowhere in this clone, and it could not be"
                                + " fetched (fatal: couldn't find remote ref nowhere). Give actions/checkout the input"
                                + " fetch-depth: 0, or correct the input against.\n");
    }

    @Test
    void runsNothingOfWhatIsWrittenInAnInput() throws Exception {
        String words = "$(touch pwned) `touch pwned`; touch pwned; \"; touch pwned; '";

        PullRequest change = pullRequest(NUMBERED);
        for (String input : List.of("paths", "against", "level", "preset", "version", "working-directory", "comment")) {
            Run run = run(change, Map.of(input, words));

            assertThat(run.exitCode()).as(input + ": " + run.log()).isBetween(2, 3);
            assertThat(run.log()).startsWith("::error title=avenant check::");
        }
        try (var files = Files.walk(folder)) {
            assertThat(files).noneMatch(file -> file.endsWith("pwned"));
        }
    }

    @Test
    void hasNoExpressionInWhatIsRun() throws IOException {
        assertThat(step().path("run").asText()).doesNotContain("${{");
        assertThat(JSON.<JsonNode>valueToTree(action()).at("/runs/steps")).hasSize(1);
    }

    @Test
    void isWhatTheWorkflowOfThisRepositoryUses() throws IOException {
        String workflow = Files.readString(ROOT.resolve(".github/workflows/ci.yml"));

        assertThat(workflow).contains("- uses: ./\n");
    }

    /** The run of a pull request that has another text of the schema. */
    private Run runOnPullRequest(String schema, Map<String, String> inputs) throws Exception {
        return run(pullRequest(schema), inputs);
    }

    /** What a run finds: a clone as actions/checkout makes it, and what GitHub says of it. */
    private record PullRequest(GitFolder checkout, Map<String, String> environment) {}

    private Run run(PullRequest change, Map<String, String> inputs) throws Exception {
        return run(change.checkout(), change.environment(), inputs);
    }

    private PullRequest pullRequest(String schema) throws Exception {
        origin.git("checkout", "-q", "-B", "change", "main");
        origin.write(FILE, schema);
        origin.commit("Change the orders");
        origin.git("checkout", "-q", "--detach", "main");
        origin.git("merge", "-q", "--no-ff", "-m", "Merge change", "change");
        origin.git("update-ref", "refs/pull/7/merge", "HEAD");
        String merge = origin.git("rev-parse", "HEAD");
        origin.git("checkout", "-q", "main");
        context.put("github.event.pull_request.number", "7");
        return new PullRequest(
                clone("refs/pull/7/merge"),
                Map.of("GITHUB_BASE_REF", "main", "GITHUB_REF", "refs/pull/7/merge", "GITHUB_SHA", merge));
    }

    private GitFolder clone(String ref) throws Exception {
        GitFolder clone = new GitFolder(Files.createTempDirectory(folder, "clone"));
        clone.git("init", "-q");
        clone.git("remote", "add", "origin", origin.root().toUri().toString());
        clone.git("fetch", "-q", "--no-tags", "--depth=1", "origin", ref);
        clone.git("checkout", "-q", "--detach", "FETCH_HEAD");
        return clone;
    }

    private Run run(GitFolder clone, Map<String, String> environment, Map<String, String> inputs) throws Exception {
        Path log = folder.resolve("log");
        Path outputs = Files.writeString(folder.resolve("outputs"), "");
        Path summary = Files.writeString(folder.resolve("summary"), "");
        ProcessBuilder step = new ProcessBuilder(
                        "bash",
                        "--noprofile",
                        "--norc",
                        "-eo",
                        "pipefail",
                        "-c",
                        step().path("run").asText())
                .directory(clone.root().toFile())
                .redirectErrorStream(true)
                .redirectOutput(log.toFile());
        Map<String, String> variables = step.environment();
        variables.keySet().removeIf(name -> name.startsWith("GITHUB_") || name.startsWith("AVENANT"));
        step().path("env")
                .properties()
                .forEach(variable -> variables.put(
                        variable.getKey(), evaluate(variable.getValue().asText(), inputs)));
        variables.put("JAVA_HOME", System.getProperty("java.home"));
        variables.put("GITHUB_API_URL", github.url() + "/api");
        variables.put("GITHUB_SERVER_URL", github.url());
        variables.put("GITHUB_REPOSITORY", "shop/orders");
        variables.put("GITHUB_WORKSPACE", clone.root().toString());
        variables.put("GITHUB_OUTPUT", outputs.toString());
        variables.put("GITHUB_STEP_SUMMARY", summary.toString());
        variables.put("RUNNER_TEMP", folder.toString());
        variables.putAll(environment);
        int exitCode = step.start().waitFor();
        Map<String, String> values = new TreeMap<>();
        Files.readAllLines(outputs).forEach(line -> values.put(line.split("=", 2)[0], line.split("=", 2)[1]));
        return new Run(exitCode, Files.readString(log), values, Files.readString(summary));
    }

    /** An expression of the action's, of which there are inputs and what GitHub knows; what is not known is empty. */
    private String evaluate(String text, Map<String, String> inputs) {
        Matcher expression = EXPRESSION.matcher(text);
        assertThat(expression.matches()).as(text).isTrue();
        String name = expression.group(1);
        if (!name.startsWith("inputs.")) {
            return context.getOrDefault(name, "");
        }
        String input = name.substring("inputs.".length());
        String given = inputs.get(input);
        String byDefault = JSON.<JsonNode>valueToTree(action())
                .path("inputs")
                .required(input)
                .path("default")
                .asText();
        return given != null ? given : byDefault.startsWith("${{") ? evaluate(byDefault, inputs) : byDefault;
    }

    /** A release with the command of this build in it, and its checksum. */
    private Path release(String version) throws Exception {
        String name = "avenant-" + version;
        InstalledCommand.in(folder.resolve("dist").resolve(name).resolve("bin"));
        Path archive = folder.resolve(name + ".tar.gz");
        shell("tar czf " + archive + " -C " + folder.resolve("dist") + " " + name);
        Path checksum = folder.resolve(name + ".tar.gz.sha256");
        shell("cd " + folder + " && sha256sum " + name + ".tar.gz > " + checksum);
        String path = "/shop/avenant/releases/download/v" + version + "/" + name + ".tar.gz";
        github.publish(path, archive);
        github.publish(path + ".sha256", checksum);
        return archive;
    }

    private static String shell(String line) throws Exception {
        Process shell = new ProcessBuilder("bash", "-c", line)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        String printed = new String(shell.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(shell.waitFor()).isZero();
        return printed.strip();
    }

    private static JsonNode step() {
        return JSON.<JsonNode>valueToTree(action()).at("/runs/steps/0");
    }

    private static Object action() {
        try {
            return Objects.requireNonNull(new Yaml(new SafeConstructor(new LoaderOptions()))
                    .load(Files.readString(ROOT.resolve("action.yml"))));
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }
}
