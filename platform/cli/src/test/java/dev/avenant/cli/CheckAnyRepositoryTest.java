package dev.avenant.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.avenant.cli.Shell.Result;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code avenant check} in a repository of somebody who has never heard of it. */
@Tag("process")
class CheckAnyRepositoryTest {
    private static final String ORDER = """
            {"type": "record", "name": "Order", "namespace": "shop", "fields": [
              {"name": "id", "type": "string"}
            ]}
            """;
    private static final String BROKEN = ORDER.replace("\"type\": \"string\"", "\"type\": \"long\"");
    private static final String SAFE = ORDER.replace(
            "\"type\": \"string\"}",
            "\"type\": \"string\"},\n  {\"name\": \"note\", \"type\": \"string\", \"default\": \"\"}");

    @TempDir
    @SuppressWarnings("NullAway.Init")
    private Path folder;

    @TempDir
    @SuppressWarnings("NullAway.Init")
    private Path commands;

    @BeforeEach
    void aRepositoryWithOneSchema() throws Exception {
        git("init", "-q");
        write("src/main/avro/Order.avsc", ORDER);
        commit("Add orders");
    }

    @Test
    void blocksAChangeThatBreaksAReader() throws IOException {
        write("src/main/avro/Order.avsc", BROKEN);

        Result result = check("--against", "HEAD");

        assertThat(result.exitCode()).isEqualTo(1);
        assertThat(shown(result.out())).isEqualTo("""
                        src/main/avro/Order.avsc:2:3: type-changed: string was written and long is expected, which Avro cannot read from it. [BREAKS backward]
                            means   the new version reads what HEAD:src/main/avro/Order.avsc wrote
                            wrote   {"id": "v"}
                            read    fails: AvroTypeException: Found string, expecting long
                            was     HEAD:src/main/avro/Order.avsc:2:3
                            fix     Keep the type "string" of id, and put the new type into a field of its own.

                        Failed: 1 error (1 breaking), 0 warnings in 1 contract, 1 version, 1 pair compared against HEAD, seed 20260101.
                        """);
    }

    @Test
    void comparesWithTheLastCommitWhenNothingIsSaid() throws IOException {
        write("src/main/avro/Order.avsc", BROKEN);

        Result result = check();

        assertThat(result.exitCode()).isEqualTo(1);
        assertThat(result.out()).contains(": type-changed: ");
    }

    @Test
    void takesWhatASparseCheckoutLeavesOutAsItIsInTheIndex() throws Exception {
        write("libs/Money.avsc", "{\"type\": \"fixed\", \"name\": \"Money\", \"namespace\": \"shop\", \"size\": 8}");
        write("src/main/avro/Order.avsc", ORDER.replace("\"string\"", "\"shop.Money\""));
        commit("Pay");
        git("sparse-checkout", "set", "src");
        assertThat(folder.resolve("libs")).doesNotExist();

        Result unchanged = check("--against", "HEAD");
        write("src/main/avro/Order.avsc", ORDER);
        Result changed = check("--against", "HEAD");

        assertThat(unchanged.out())
                .isEqualTo("No problems in 2 contracts, 2 versions, 2 pairs compared against HEAD, seed 20260101.\n");
        assertThat(changed.exitCode()).isEqualTo(1);
        assertThat(shown(changed.out()))
                .startsWith(
                        "src/main/avro/Order.avsc:2:3: type-changed: shop.Money was written and string is expected");
    }

    @Test
    void passesAChangeThatEveryReaderSurvives() throws IOException {
        write("src/main/avro/Order.avsc", SAFE);

        Result result = check("--against", "HEAD");

        assertThat(result.exitCode()).isZero();
        assertThat(result.out())
                .isEqualTo("No problems in 1 contract, 1 version, 1 pair compared against HEAD, seed 20260101.\n");
        assertThat(result.err()).isEmpty();
    }

    @Test
    void leavesOutWhatGitIgnoresAndWhatBuildsMake() throws IOException {
        write(".gitignore", "generated/\n");
        write("generated/Order.avsc", "no schema");
        write("module/target/Order.avsc", "no schema");
        write("module/node_modules/x/Order.avsc", "no schema");

        assertThat(check("--against", "HEAD").exitCode()).isZero();
    }

    @Test
    void checksTheNamedPathsAloneAndReadsReferencesFromEverywhere() throws Exception {
        write("common/Money.avsc", ORDER.replace("Order", "Money").replace("\"id\"", "\"cents\""));
        write("bills/Bill.avsc", ORDER.replace("Order", "Bill").replace("\"type\": \"string\"", "\"type\": \"Money\""));
        commit("Add bills");
        write("src/main/avro/Order.avsc", BROKEN);

        assertThat(check("bills", "--against", "HEAD").exitCode()).isZero();
        assertThat(check("bills", "src", "--against", "HEAD").exitCode()).isEqualTo(1);
    }

    @Test
    void namesPathsFromTheRootOfTheRepositoryForCodeHosts() throws IOException {
        write("src/main/avro/Order.avsc", BROKEN);

        Result result = Shell.runWith(
                "", List.of("check", "-C", folder.resolve("src/main").toString(), "--format", "github"));

        assertThat(result.exitCode()).isEqualTo(1);
        assertThat(result.out())
                .contains("\n::error file=src/main/avro/Order.avsc,line=2,col=3,title=BREAKS shop.Order");
    }

    @Test
    void setsSingleRules() throws IOException {
        write("src/main/avro/Order.avsc", SAFE);

        Result breaking = check();
        Result one = check("--rule", "field-without-doc=error");
        Result full = check("--preset", "full");
        Result some = check("--preset", "full", "--rule", "field-without-doc=off", "--rule", "type-without-doc=error");

        assertThat(breaking.exitCode()).isZero();
        assertThat(one.exitCode()).isEqualTo(1);
        assertThat(one.out())
                .contains("field-without-doc: shop.Order.id has no doc. [error]\n", "Failed: 2 errors, 0 warnings in ");
        assertThat(full.exitCode()).isZero();
        assertThat(full.out())
                .contains("field-without-doc: ", "type-without-doc: ", "Passed: 0 errors, 3 warnings in ");
        assertThat(some.exitCode()).isEqualTo(1);
        assertThat(some.out())
                .contains("type-without-doc: shop.Order has no doc. [error]\n", "Failed: 1 error, 0 warnings in ");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            no-such-rule=off  | Expected a rule in --rule but found no-such-rule. Correct the name; every finding shows its rule behind its place.
            type-changed=off  | Expected a rule that can be set in --rule but found type-changed, which always counts. Leave it out.
            java-keyword=loud | Expected error, warn or off in --rule java-keyword= but found loud. Use one of the three.
            """)
    void refusesToSetWhatCannotBeSet(String option, String said) {
        assertThat(check("--rule", option)).isEqualTo(new Result(2, "", said + "\n"));
    }

    @Test
    void writesSarifOfARevisionWithPathsFromTheRoot() throws IOException {
        write("src/main/avro/Order.avsc", BROKEN);

        Result result = Shell.runWith(
                "", List.of("check", "-C", folder.resolve("src/main").toString(), "--format", "sarif"));

        assertThat(result.out().lines().filter(line -> line.contains("\"uri\"")).map(String::strip))
                .containsExactly(
                        "\"uri\" : \"src/main/avro/Order.avsc\"",
                        "\"uri\" : \"src/main/avro/Order.avsc\"",
                        "\"uri\" : \"src/main/avro/Order.avsc\"");
    }

    @Test
    void saysWhichCommitBrokeWhat() throws Exception {
        write("src/main/avro/Order.avsc", SAFE);
        commit("Add a note");
        write("README.md", "nothing of schemas");
        commit("Say more");
        write("src/main/avro/Order.avsc", BROKEN);
        commit("Number the orders");

        Result all = check("--history");
        Result first = check("--history", "--against", "HEAD~1");
        Result none = check("--history", "--against", "HEAD");

        assertThat(all.exitCode()).isEqualTo(1);
        assertThat(all.out())
                .matches("(?s)commit [0-9a-f]{10} of 20[0-9-]{8}: Number the orders\\R+"
                        + "src/main/avro/Order.avsc:2:3: type-changed: string was written.* \\[BREAKS backward]\\R.*\\R"
                        + "Failed: 1 of 3 commits with schema files broke a reader, 2 pairs compared.\\R");
        assertThat(first.out()).endsWith("Failed: 1 of 1 commit with schema files broke a reader, 1 pair compared.\n");
        assertThat(none.exitCode()).isZero();
        assertThat(none.out())
                .isEqualTo("Passed: 0 of 0 commits with schema files broke a reader, 0 pairs compared.\n");
    }

    @Test
    void tellsProgramsOfEachCommitOfAHistory() throws Exception {
        // Given a commit that breaks nothing and one that does
        write("src/main/avro/Order.avsc", SAFE);
        commit("Add a note");
        write("src/main/avro/Order.avsc", BROKEN);
        commit("Number the orders");

        // When
        Result history = check("--history", "--format", "json");

        // Then
        JsonNode report = new ObjectMapper().readTree(history.out());
        assertThat(history.exitCode()).isEqualTo(1);
        assertThat(history.err()).isEmpty();
        assertThat(report.path("failed").asBoolean()).isTrue();
        JsonNode last = report.path("commits").path(report.path("commits").size() - 1);
        assertThat(last.path("commit").asText()).matches("[0-9a-f]{40}");
        assertThat(last.path("date").asText()).matches("20\\d\\d-\\d\\d-\\d\\d");
        assertThat(last.path("subject").asText()).isEqualTo("Number the orders");
        assertThat(last.path("report").path("failed").asBoolean()).isTrue();
        assertThat(last.path("report").path("findings").path(0).path("rule").asText())
                .isEqualTo("type-changed");
        assertThat(report.path("commits").path(0).path("report").path("failed").asBoolean())
                .isFalse();
    }

    @Test
    void saysWhatIsMissing() throws IOException {
        Files.createDirectories(folder.resolve("empty"));
        Path root = folder.toRealPath();

        assertThat(check("empty"))
                .isEqualTo(new Result(
                        3,
                        "",
                        "Expected Avro schemas (.avsc, .avpr or .avdl) in " + root.resolve("empty")
                                + " but found none. Name another path.\n"));
        assertThat(check("nowhere"))
                .isEqualTo(new Result(
                        2,
                        "",
                        "Expected a file or folder but found none at " + root.resolve("nowhere")
                                + ". Correct the path.\n"));
        assertThat(check("--against", "nowhere").err())
                .isEqualTo("git knows no revision \"nowhere\" in " + root
                        + ". Fetch it (a shallow clone in CI lacks history), or name another.\n");
        assertThat(check("--against", "released"))
                .isEqualTo(new Result(
                        2,
                        "",
                        "Expected a git revision or the URL of a registry to compare with but found released, which needs"
                                + " schemas/contracts.yaml. Name a branch, a tag or a commit.\n"));
        assertThat(check("--history", "--format", "sarif"))
                .isEqualTo(new Result(
                        2,
                        "",
                        "Expected --format text or json with --history but found sarif. Check one revision for another"
                                + " format.\n"));
        assertThat(check("--history", "--markdown", "comment.md"))
                .isEqualTo(new Result(
                        2,
                        "",
                        "Expected --markdown without --history but found both. Check one revision for a file beside the"
                                + " report.\n"));
    }

    @Test
    void comparesVersionsWithoutGit(@TempDir Path plain) throws IOException {
        Files.createDirectories(plain.resolve("order/v1"));
        Files.createDirectories(plain.resolve("order/v2"));
        Files.writeString(plain.resolve("order/v1/Order.avsc"), ORDER);
        Files.writeString(plain.resolve("order/v2/Order.avsc"), BROKEN);

        Result beside = Shell.runWith("", List.of("check", "-C", plain.toString()));
        Result revision = Shell.runWith("", List.of("check", "-C", plain.toString(), "--against", "HEAD"));

        assertThat(beside.exitCode()).isEqualTo(1);
        assertThat(beside.out()).contains("    means   the new version reads what v1 wrote\n");
        assertThat(revision)
                .isEqualTo(
                        new Result(
                                3,
                                "",
                                "Expected a git work tree in " + plain.toRealPath()
                                        + " to compare with HEAD but found none, or no git. Go to a clone of the repository.\n"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "--against=HEAD", "--history"})
    void saysWhatGitSaysOfARepositoryThatItRefuses(String option) throws Exception {
        // Given a repository of another user, which git does not open
        write("src/main/avro/Order.avsc", BROKEN);
        List<String> words =
                new ArrayList<>(List.of(InstalledCommand.in(commands).toString(), "check", "-C", folder.toString()));
        Stream.of(option).filter(word -> !word.isEmpty()).forEach(words::add);
        ProcessBuilder command = new ProcessBuilder(words);
        command.environment().put("GIT_TEST_ASSUME_DIFFERENT_OWNER", "1");
        command.environment().put("GIT_CONFIG_GLOBAL", "/dev/null");
        command.environment().put("GIT_CONFIG_NOSYSTEM", "1");

        // When
        Process check = command.start();
        String out = new String(check.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        String err = new String(check.getErrorStream().readAllBytes(), StandardCharsets.UTF_8);

        // Then
        String root = folder.toRealPath().toString();
        assertThat(new Result(check.waitFor(), out, err))
                .isEqualTo(new Result(
                        3,
                        "",
                        "git does not open the repository that " + root + " is in: detected dubious ownership in"
                                + " repository at '" + root + "'. If you trust its files, run git config --global --add"
                                + " safe.directory " + root + ".\n"));
    }

    @Test
    void saysWhatGitSaysOfARepositoryThatItCannotRead() throws Exception {
        Files.writeString(folder.resolve(".git/config"), "[core\n");

        Result result = check();

        assertThat(result.exitCode()).isEqualTo(3);
        assertThat(result.err())
                .isEqualTo("git does not open the repository that " + folder.toRealPath()
                        + " is in: bad config line 1 in file .git/config. Run git status there, and mend what it"
                        + " names.\n");
    }

    @Test
    void passesSchemasBeforeTheFirstCommitAndSaysThatNothingWasThereToCompareWith() throws Exception {
        Path fresh = commands.resolve("fresh");
        git("init", "-q", fresh.toString());
        Files.writeString(fresh.resolve("Order.avsc"), ORDER);

        Result result = Shell.runWith("", List.of("check", "-C", fresh.toString()));

        assertThat(result)
                .isEqualTo(new Result(
                        0,
                        "No problems in 1 contract, 1 version, 0 pairs compared against the versions beside them (nothing"
                                + " is committed yet), seed 20260101.\n",
                        ""));
    }

    @Test
    void asksWhatToCompareWithOnABranchWithoutCommitsWhereAnotherBranchHasSome() throws Exception {
        git("checkout", "-q", "--orphan", "other");
        write("src/main/avro/Order.avsc", BROKEN);

        Result result = check();

        assertThat(result)
                .isEqualTo(new Result(
                        1,
                        ".:1:1: nothing-compared: expected two versions of a schema side by side (v1 and v2 in the path)"
                                + " but found 1 schema of one version each. [error]\n"
                                + "    fix     Name what to compare them with: --against main, or another git revision.\n\n"
                                + "Failed: 1 error, 0 warnings in 1 contract, 1 version, 0 pairs compared against the"
                                + " versions beside them, seed 20260101.\n",
                        ""));
    }

    @Test
    void takesNoDamagedRepositoryForOneWithoutCommits() throws Exception {
        Files.writeString(
                folder.resolve(".git")
                        .resolve(Files.readString(folder.resolve(".git/HEAD"))
                                .substring("ref: ".length())
                                .strip()),
                "");
        write("src/main/avro/Order.avsc", BROKEN);

        Result result = check();

        assertThat(result)
                .isEqualTo(new Result(
                        3,
                        "",
                        "git rev-list failed in " + folder.toRealPath() + " (exit code 128). Run git fsck there; the"
                                + " repository may be damaged or incomplete.\n"));
    }

    @Test
    void passesNoSchemaThatLeftAFolderOutsideOfWhatIsCheckedForAnotherNamespace() throws Exception {
        git("rm", "-q", "-r", "src");
        write("orders/Order.avsc", BROKEN.replace("\"shop\"", "\"shop.orders\""));

        Result result = check("--against", "HEAD", "orders");

        assertThat(result)
                .isEqualTo(new Result(
                        1,
                        ".:1:1: nothing-compared: expected 1 schema in HEAD too but found none of their names there, only"
                                + " shop.Order in src/main/avro/Order.avsc, which is gone now. [error]\n"
                                + "    fix     Name a revision that has them, or other paths.\n\n"
                                + "Failed: 1 error, 0 warnings in 1 contract, 1 version, 0 pairs compared against HEAD,"
                                + " seed 20260101.\n",
                        ""));
    }

    @Test
    void comparesVersionsSideBySideAlsoBeforeTheFirstCommit() throws Exception {
        Path fresh = commands.resolve("fresh");
        git("init", "-q", fresh.toString());
        Files.createDirectories(fresh.resolve("v1"));
        Files.createDirectories(fresh.resolve("v2"));
        Files.writeString(fresh.resolve("v1/Order.avsc"), ORDER);
        Files.writeString(fresh.resolve("v2/Order.avsc"), BROKEN);

        Result result = Shell.runWith("", List.of("check", "-C", fresh.toString()));

        assertThat(result.exitCode()).isEqualTo(1);
        assertThat(result.out()).contains("    means   the new version reads what v1 wrote\n");
    }

    @Test
    void passesTheFirstSchemasAfterOtherCommits() throws Exception {
        git("rm", "-q", "-r", "src");
        git("-c", "user.name=t", "-c", "user.email=t@example.com", "commit", "-q", "-m", "Begin anew");
        write("src/main/avro/Order.avsc", ORDER);

        assertThat(check())
                .isEqualTo(new Result(
                        0,
                        "No problems in 1 contract, 1 version, 0 pairs compared against HEAD (no schemas are there), seed"
                                + " 20260101.\n",
                        ""));
    }

    private Result check(String... words) {
        return Shell.runWith(
                "",
                Stream.concat(Stream.of("check", "-C", folder.toString()), Stream.of(words))
                        .toList());
    }

    private String shown(String text) throws IOException {
        return text.replace(folder.toRealPath() + "/", "");
    }

    private void write(String path, String text) throws IOException {
        Path file = folder.resolve(path);
        Files.createDirectories(file.getParent());
        Files.writeString(file, text);
    }

    private void commit(String message) throws Exception {
        git("add", "-A");
        git("-c", "user.name=t", "-c", "user.email=t@example.com", "commit", "-q", "-m", message);
    }

    private void git(String... words) throws Exception {
        List<String> command = new ArrayList<>(List.of("git", "-C", folder.toString()));
        command.addAll(List.of(words));
        assertThat(new ProcessBuilder(command).inheritIO().start().waitFor()).isZero();
    }
}
