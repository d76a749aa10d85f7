package dev.avenant.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.avenant.cli.Shell.Result;
import dev.avenant.cli.contracts.SchemaFixes;
import dev.avenant.cli.terminal.CommandFailure;
import dev.avenant.contracts.check.CheckRequest;
import dev.avenant.contracts.check.CheckedFiles;
import dev.avenant.contracts.check.ContractCheck;
import dev.avenant.contracts.fix.FixDecision;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code avenant check --fix} and {@code --interactive}, in a repository without and in a project with contracts. */
@Tag("process")
class CheckFixTest {
    private static final String ORDER = """
            {"type": "record", "name": "Order", "namespace": "shop", "fields": [
              {"name": "id", "type": "string"}, // who
              {"name": "userName", "type": "string", "default": ""},
              {"name": "mail", "type": "string"}
            ]}
            """;
    private static final String BROKEN = """
            {"type": "record", "name": "Order", "namespace": "shop", "fields": [
              {"name": "id", "type": "long"}, // who
              {"name": "user_name", "type": "string", "default": ""},
              {"name": "email", "type": "string"}
            ]}
            """;
    private static final String MENDED = """
            {"type": "record", "name": "Order", "namespace": "shop", "fields": [
              {"name": "id", "type": "string"}, // who
              {"name": "user_name", "aliases": ["userName"], "type": "string", "default": ""},
              {"name": "email", "type": "string"}
            ]}
            """;
    private static final String ASKED = MENDED.replace("\"email\",", "\"email\", \"aliases\": [\"mail\"],");

    @TempDir
    @SuppressWarnings("NullAway.Init")
    private Path folder;

    @BeforeEach
    void aRepositoryWithOneSchema() throws Exception {
        git("init", "-q");
        write("Order.avsc", ORDER);
        git("add", "-A");
        git("-c", "user.name=t", "-c", "user.email=t@example.com", "commit", "-q", "-m", "Add orders");
        write("Order.avsc", BROKEN);
    }

    @Test
    void saysThatThereAreFixesAndChangesNothing() throws IOException {
        Result result = check("");

        assertThat(result.err())
                .isEqualTo("3 findings have a fix that was tried: --fix applies 2, --interactive asks for each.\n");
        assertThat(read("Order.avsc")).isEqualTo(BROKEN);
    }

    @Test
    void appliesWhatNeedsNoAnswerAndReportsWhatIsLeft() throws IOException {
        Result result = check("", "--fix");

        assertThat(read("Order.avsc")).isEqualTo(MENDED);
        assertThat(result.exitCode()).isEqualTo(1);
        assertThat(shown(result.out())).startsWith("""
                Fixed Order.avsc: Keep the type "string" of id, and put the new type into a field of its own.
                Fixed Order.avsc: Give user_name "aliases": ["userName"].
                Applied 2 fixes to 1 file. 1 more fix can be applied with --interactive.
                Order.avsc:4:3: field-without-default: The reader needs shop.Order.email, which the writer does not have, and the field has no default. [BREAKS backward]
                """);
        assertThat(shown(result.out()))
                .contains("Failed: 1 error (1 breaking), 0 warnings in 1 contract, 1 version, 1 pair compared");
        assertThat(result.err()).isEmpty();
    }

    @Test
    void changesNothingTheSecondTime() throws IOException {
        check("", "--fix");

        Result again = check("", "--fix");

        assertThat(read("Order.avsc")).isEqualTo(MENDED);
        assertThat(again.out()).startsWith("No file was changed. 1 more fix can be applied with --interactive.\n");
    }

    @Test
    void asksForEachFix() throws IOException {
        Result result = check("n\nwhat\ny\ny\n", "--interactive");

        assertThat(read("Order.avsc"))
                .isEqualTo(ASKED.replace("\"id\", \"type\": \"string\"", "\"id\", \"type\": \"long\""));
        assertThat(shown(result.out())).startsWith("""
                Order.avsc:2:3: string was written and long is expected, which Avro cannot read from it. [type-changed]
                  Keep the type "string" of id, and put the new type into a field of its own.
                  -   {"name": "id", "type": "long"}, // who
                  +   {"name": "id", "type": "string"}, // who
                Apply it? y(es), n(o), a(ll), q(uit): \
                Order.avsc:4:3: The reader needs shop.Order.email, which the writer does not have, and the field has no default. [field-without-default]
                  Give email "aliases": ["mail"], if email is the former mail.
                  -   {"name": "email", "type": "string"}
                  +   {"name": "email", "aliases": ["mail"], "type": "string"}
                Apply it? y(es), n(o), a(ll), q(uit): Expected y, n, a or q but found "what".
                Apply it? y(es), n(o), a(ll), q(uit): \
                Order.avsc:3:3: userName was written and the reader calls it user_name, without an alias that says so""");
        assertThat(result.exitCode()).isEqualTo(1);
    }

    @Test
    void appliesAllOrStopsWhenToldSo() throws IOException {
        assertThat(check("a\n", "--interactive").exitCode()).isZero();
        assertThat(read("Order.avsc")).isEqualTo(ASKED);

        write("Order.avsc", BROKEN);
        assertThat(check("q\n", "--interactive").out()).contains("No file was changed.");
        assertThat(check("", "--interactive").out()).contains("No file was changed.");
        assertThat(read("Order.avsc")).isEqualTo(BROKEN);
    }

    @Test
    void asksOnlyAtATerminal() {
        assertThat(Shell.runWith("y\n", List.of("check", "-C", folder.toString(), "--interactive")))
                .isEqualTo(new Result(
                        2,
                        "",
                        "Expected a terminal for --interactive but found none. Use --fix, which applies what needs no"
                                + " answer.\n"));
    }

    @Test
    void mendsNothingOfThePast() {
        assertThat(check("", "--history", "--fix"))
                .isEqualTo(new Result(
                        2,
                        "",
                        "Expected --fix without --history but found both. Commits of the past stay as they are; fix what"
                                + " is there now.\n"));
    }

    @Test
    void leavesAReportForProgramsAloneOnItsOutput() throws IOException {
        Result result = check("", "--fix", "--format", "sarif");

        assertThat(result.out()).startsWith("{").contains("\"fixes\" : [ {").endsWith("}\n");
        assertThat(result.err()).endsWith("Applied 2 fixes to 1 file. 1 more fix can be applied with --interactive.\n");
        assertThat(read("Order.avsc")).isEqualTo(MENDED);
    }

    @Test
    void writesNothingOutsideOfTheProject(@TempDir Path plain, @TempDir Path elsewhere) throws IOException {
        Path other = Files.writeString(elsewhere.resolve("Order.avsc"), BROKEN);
        Path first = plain.resolve("v1/Order.avsc");
        Path second = plain.resolve("v2/Order.avsc");
        Files.createDirectories(first.getParent());
        Files.createDirectories(second.getParent());
        Files.writeString(first, ORDER);
        Files.createSymbolicLink(second, other);

        Result result = Shell.runWith("", List.of("check", "-C", plain.toString(), "--fix"));

        assertThat(Files.readString(other)).isEqualTo(BROKEN);
        assertThat(Files.readString(first)).isEqualTo(ORDER);
        assertThat(result.out())
                .startsWith("Not fixed " + plain.toRealPath() + "/v2/Order.avsc: It is a link to " + other.toRealPath()
                        + ", which is outside of the project. Edit that file by hand.\nNo file was changed.");
    }

    @Test
    void writesOverNothingThatChangedSinceItWasRead(@TempDir Path plain) throws IOException {
        // Given a file that somebody else edits while a fix is decided on
        Path file = Files.createDirectories(plain.resolve("v2")).resolve("Order.avsc");
        Files.createDirectories(plain.resolve("v1"));
        Files.writeString(plain.resolve("v1/Order.avsc"), ORDER);
        Files.writeString(file, BROKEN);
        String edited = BROKEN.replace("who", "who it is");
        CheckRequest request = new CheckRequest(
                plain,
                Optional.empty(),
                List.of(),
                List.of(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Map.of(),
                Optional.empty(),
                Optional.empty());
        CheckedFiles checked = ContractCheck.of(request, url -> {
            throw new AssertionError("no registry is asked");
        });
        FixDecision decision = (finding, fix, path, text) -> {
            try {
                Files.writeString(file, edited);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
            return FixDecision.Answer.APPLY;
        };

        // Then nothing is written
        assertThatThrownBy(() -> new SchemaFixes(checked, decision, new PrintWriter(new StringWriter(), true)).apply())
                .isInstanceOf(CommandFailure.class)
                .hasMessage("Expected v2/Order.avsc as it was read but found that it has changed since. Nothing was"
                        + " written. Run the command again.");
        assertThat(Files.readString(file)).isEqualTo(edited);
    }

    @Test
    void leavesContractsToTheCheckThatKnowsWhatWasReleased(@TempDir Path project) throws IOException {
        Shell shop = new Shell(project);
        String money = Files.readString(shop.file("types/Money/v1.avsc"));
        String broken = money.replace("\"scale\": 2", "\"scale\": 3");
        shop.write("types/Money/v2.avsc", broken);

        Result result = Shell.runWith(
                "",
                List.of(
                        "check",
                        "--project",
                        project.toString(),
                        project.resolve("schemas").toString(),
                        "--fix"));

        assertThat(Files.readString(shop.file("types/Money/v2.avsc"))).isEqualTo(broken);
        assertThat(result.exitCode()).isEqualTo(1);
        assertThat(result.out())
                .startsWith("Not fixed ")
                .contains(
                        "v2.avsc: It belongs to the contracts in " + project.toRealPath()
                                + ", of which released versions stay as they are. Run avenant check --fix without paths there.\n");
    }

    @Test
    void tellsTheFixOfAnIdlFileInWordsAlone() throws Exception {
        write("Sale.avdl", "namespace shop;\nschema Sale;\nrecord Sale { string id; }\n");
        git("add", "-A");
        git("-c", "user.name=t", "-c", "user.email=t@example.com", "commit", "-q", "-m", "Add sales");
        String broken = "namespace shop;\nschema Sale;\nrecord Sale { long id; }\n";
        write("Sale.avdl", broken);

        Result result = check("", "--fix");

        assertThat(read("Sale.avdl")).isEqualTo(broken);
        assertThat(result.out())
                .startsWith("No file was changed.")
                .contains("Keep the type \"string\" of id, and put the new type into a field of its own.");
    }

    @Test
    void mendsTheVersionThatIsNotReleasedYet(@TempDir Path project) throws IOException {
        Shell shop = new Shell(project);
        String released = Files.readString(shop.file("types/Money/v1.avsc"));
        shop.write("types/Money/v2.avsc", released.replace("\"scale\": 2", "\"scale\": 3"));

        Result result = shop.run("check", "--fix");

        assertThat(shop.shown(result.out()))
                .startsWith("Fixed PROJECT/schemas/types/Money/v2.avsc: Keep the type ")
                .contains("Applied 1 fix to 1 file.\n");
        assertThat(Files.readString(shop.file("types/Money/v2.avsc"))).isEqualTo(released);
        assertThat(Files.readString(shop.file("types/Money/v1.avsc"))).isEqualTo(released);
        assertThat(result.exitCode()).isZero();
    }

    private Result check(String answers, String... words) {
        return Shell.runAtTerminal(
                answers,
                Stream.concat(Stream.of("check", "-C", folder.toString()), Stream.of(words))
                        .toList());
    }

    private String shown(String text) throws IOException {
        return text.replaceAll("\u001b\\[[0-9;]*m", "").replace(folder.toRealPath() + "/", "");
    }

    private String read(String path) throws IOException {
        return Files.readString(folder.resolve(path));
    }

    private void write(String path, String text) throws IOException {
        Files.writeString(folder.resolve(path), text);
    }

    private void git(String... words) throws Exception {
        List<String> command = new ArrayList<>(List.of("git", "-C", folder.toString()));
        command.addAll(List.of(words));
        assertThat(new ProcessBuilder(command).inheritIO().start().waitFor()).isZero();
    }
}
