package dev.avenant.cli;

import static dev.avenant.cli.GitFolder.FILE;
import static dev.avenant.cli.GitFolder.NUMBERED;
import static dev.avenant.cli.GitFolder.ORDER;
import static dev.avenant.cli.GitFolder.WITH_A_NOTE;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;

/** Runs the hook as pre-commit does, and as git itself does, with the command of this build. */
@Tag("process")
@DisabledOnOs(value = OS.WINDOWS, disabledReason = "the hook runs in bash")
class PreCommitHookTest {
    private static final Path ROOT = Path.of("../..").toAbsolutePath().normalize();
    private static final Path HOOK = ROOT.resolve("ci/pre-commit");

    @TempDir
    @SuppressWarnings("NullAway.Init")
    private Path folder;

    @SuppressWarnings("NullAway.Init")
    private Path command;

    @SuppressWarnings("NullAway.Init")
    private GitFolder repository;

    private record Outcome(int exitCode, String output) {}

    @BeforeEach
    void aRepository() throws Exception {
        command = InstalledCommand.in(folder.resolve("bin"));
        repository = GitFolder.create(folder.resolve("repository"));
    }

    @Test
    void refusesAStagedChangeThatBreaksAReader() throws Exception {
        repository.write(FILE, NUMBERED);
        repository.git("add", "-A");

        Outcome outcome = hook();

        assertThat(outcome.exitCode()).isEqualTo(1);
        assertThat(outcome.output())
                .startsWith(FILE
                        + ":2:3: type-changed: string was written and long is expected, which Avro cannot read from it."
                        + " [BREAKS backward]\n")
                .contains("HEAD:" + FILE);
    }

    @Test
    void looksAtWhatIsStagedAlone() throws Exception {
        repository.write(FILE, WITH_A_NOTE);
        repository.git("add", "-A");
        repository.write(FILE, NUMBERED);
        repository.write("new/Broken.avsc", "no schema");

        Outcome outcome = hook();

        assertThat(outcome.exitCode()).as(outcome.output()).isZero();
        assertThat(repository.root().resolve(FILE)).content().isEqualTo(NUMBERED);
    }

    @Test
    void seesABreakThatWasMendedAfterItWasStaged() throws Exception {
        repository.write(FILE, NUMBERED);
        repository.git("add", "-A");
        repository.write(FILE, ORDER);

        assertThat(hook().exitCode()).isEqualTo(1);
    }

    @Test
    void handsItsArgumentsOn() throws Exception {
        repository.write(FILE, WITH_A_NOTE.replace(", \"default\": \"\"", ""));
        repository.git("add", "-A");

        assertThat(hook().exitCode()).isEqualTo(1);
        assertThat(hook("--level", "FORWARD").exitCode()).isZero();
        repository.git("tag", "first");
        assertThat(hook("--against", "first").output()).contains("first:" + FILE);
    }

    @Test
    void checksAProjectOfContractsThatIsNamed() throws Exception {
        new Shell(repository.root().resolve("services/shop"));
        repository.commit("Add a shop");
        repository.write("services/shop/schemas/order-events/OrderPlaced/v1.avsc", "{}");
        repository.git("add", "-A");

        Outcome outcome = hook("--project", "services/shop");

        assertThat(outcome.exitCode()).as(outcome.output()).isEqualTo(1);
        assertThat(outcome.output()).contains("services/shop/schemas/order-events/OrderPlaced/v1.avsc:1:");
    }

    @Test
    void passesTheFirstCommitAndOneWithoutSchemas() throws Exception {
        GitFolder empty = new GitFolder(Files.createDirectories(folder.resolve("empty")));
        empty.git("init", "-q");
        empty.write(FILE, ORDER);
        empty.git("add", "-A");
        Outcome first = run(empty, List.of(HOOK.toString()));
        repository.git("rm", "-q", FILE);

        assertThat(first).isEqualTo(new Outcome(0, ""));
        assertThat(hook()).isEqualTo(new Outcome(0, ""));
    }

    @Test
    void worksAsAHookOfGitItselfAlsoForACommitOfSomeFiles() throws Exception {
        Files.createSymbolicLink(
                Files.createDirectories(repository.root().resolve(".git/hooks")).resolve("pre-commit"), HOOK);
        repository.write("other/Bill.avsc", ORDER.replace("Order", "Bill"));
        repository.git("add", "-A");
        repository.write(FILE, NUMBERED);
        List<String> commit =
                List.of("git", "-c", "user.name=t", "-c", "user.email=t@example.com", "commit", "-q", "-m", "x");

        Outcome refused = run(repository, plus(commit, FILE));
        Outcome taken = run(repository, plus(commit, "other/Bill.avsc"));

        assertThat(refused.exitCode()).isEqualTo(1);
        assertThat(refused.output()).contains("type-changed: ");
        assertThat(taken.exitCode()).as(taken.output()).isZero();
        assertThat(repository.git("ls-tree", "-r", "--name-only", "HEAD")).isEqualTo("other/Bill.avsc\n" + FILE);
    }

    @Test
    void isDeclaredForTheFilesThatAreSchemas() throws Exception {
        Object hooks = new Yaml(new SafeConstructor(new LoaderOptions()))
                .load(Files.readString(ROOT.resolve(".pre-commit-hooks.yaml")));
        JsonNode hook = new ObjectMapper().<JsonNode>valueToTree(hooks).path(0);

        assertThat(ROOT.resolve(hook.path("entry").asText())).isExecutable().isEqualTo(HOOK);
        Pattern files = Pattern.compile(hook.path("files").asText());
        assertThat(List.of("a/B.avsc", "b.avdl", "c.avpr"))
                .allMatch(name -> files.matcher(name).find());
        assertThat(List.of("a.avsc.bak", "avsc", "README.md"))
                .noneMatch(name -> files.matcher(name).find());
    }

    private Outcome hook(String... arguments) throws Exception {
        return run(repository, plus(List.of(HOOK.toString()), arguments));
    }

    private Outcome run(GitFolder where, List<String> words) throws Exception {
        ProcessBuilder process =
                new ProcessBuilder(words).directory(where.root().toFile()).redirectErrorStream(true);
        process.environment().keySet().removeIf(name -> name.startsWith("GIT_"));
        process.environment().put("AVENANT", command.toString());
        Process started = process.start();
        String output = new String(started.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        return new Outcome(started.waitFor(), output);
    }

    private static List<String> plus(List<String> words, String... more) {
        List<String> all = new ArrayList<>(words);
        all.addAll(List.of(more));
        return all;
    }
}
