package dev.avenant.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.avenant.cli.Shell.Result;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ContractCommandsTest {
    @TempDir
    @SuppressWarnings("NullAway.Init")
    private Path folder;

    @SuppressWarnings("NullAway.Init")
    private Shell shell;

    @BeforeEach
    void aProject() {
        shell = new Shell(folder);
    }

    @Test
    void findsNothingInThisRepository() {
        Result result = shell.run("check");

        assertThat(result.exitCode()).isZero();
        assertThat(result.out())
                .isEqualTo("No problems in 12 contracts, 15 versions, 3 pairs compared against released.\n");
        assertThat(result.err()).isEmpty();
    }

    @Test
    void refusesABrokenVersionAndNamesWhoBreaks() {
        shell.run("new", "UserCreated");
        shell.edit(
                "user-events/UserCreated/v3.avsc",
                "\"name\": \"email\", \"type\": \"string\"",
                "\"name\": \"email\", \"type\": \"int\"");

        Result result = shell.run("check");

        assertThat(result.exitCode()).isEqualTo(1);
        assertThat(result.out())
                .contains("schemas/user-events/UserCreated/v3.avsc:")
                .contains("BREAKS forward: readers of v1, v2 read what the new version writes")
                .contains("breaks  job-service, notification-service");
    }

    @Test
    void takesANewVersionFromBeginningToRelease() throws IOException {
        Result begun = shell.run("new", "UserCreated");
        shell.edit(
                "user-events/UserCreated/v3.avsc",
                "\"fields\": [",
                "\"fields\": [{\"name\": \"locale\", \"type\": [\"null\", \"string\"], \"default\": null, "
                        + "\"doc\": \"Language the user reads, as a BCP 47 tag; null when not given.\"},");
        Result checked = shell.run("check");
        Result released = shell.run("release");
        Result again = shell.run("release");

        assertThat(shell.shown(begun.out()))
                .isEqualTo("PROJECT/schemas/user-events/UserCreated/v3.avsc is a copy of v2. "
                        + "Edit it, then run avenant check.\n");
        assertThat(checked.exitCode()).isZero();
        assertThat(released.out()).startsWith("released jobplatform.user.events.UserCreated v3\n");
        assertThat(again.out()).isEqualTo("Nothing to release: every current version is in contracts.lock.\n");
        assertThat(Files.readString(shell.file("contracts.lock")))
                .contains("jobplatform.user.events.UserCreated v3 sha256:");
    }

    @Test
    void releasesNothingWhileTheCheckFails() throws IOException {
        String before = Files.readString(shell.file("contracts.lock"));
        shell.run("new", "JobDeleted");
        shell.edit("job-events/JobDeleted/v2.avsc", "\"deletedAt\"", "\"removedAt\"");

        Result result = shell.run("release");

        assertThat(result.exitCode()).isEqualTo(1);
        assertThat(result.out()).endsWith("Nothing was released.\n");
        assertThat(shell.file("contracts.lock")).hasContent(before);
    }

    @Test
    void noticesAChangedReleasedVersion() {
        shell.edit("types/UserType/v1.avsc", "\"EMPLOYER\"", "\"EMPLOYER\", \"ADMIN\"");

        Result result = shell.run("check");

        assertThat(result.exitCode()).isEqualTo(1);
        assertThat(shell.shown(result.out()))
                .contains("PROJECT/schemas/types/UserType/v1.avsc:1:1: error: expected v1 as it was released "
                        + "(PROJECT/schemas/contracts.lock:6:1) but it was changed. [released-version-changed]\n"
                        + "    fix     Restore it from git and make the change in a new version: "
                        + "avenant new UserType.\n");
    }

    @Test
    void comparesTwoFilesWithoutAProject() throws IOException {
        Path old = Files.writeString(
                folder.resolve("old.avsc"),
                "{\"type\":\"record\",\"name\":\"R\",\"fields\":[{\"name\":\"a\",\"type\":\"int\"}]}");
        Path changed = Files.writeString(
                folder.resolve("new.avsc"),
                "{\"type\":\"record\",\"name\":\"R\",\"fields\":[{\"name\":\"a\",\"type\":\"string\"}]}");

        Result result = Shell.runWith("", List.of("compare", old.toString(), changed.toString(), "--format", "json"));

        assertThat(result.exitCode()).isZero();
        assertThat(result.out())
                .contains("\"backward\" : {\n    \"verdict\" : \"BREAKS\"")
                .contains("\"forward\" : {\n    \"verdict\" : \"BREAKS\"")
                .contains("\"invalid\" : [ ]");
    }

    @Test
    void comparesWithAFileThatIsNoSchema() throws IOException {
        Path old = Files.writeString(folder.resolve("old.avsc"), "\"int\"");
        Path changed = Files.writeString(folder.resolve("new.avsc"), "{\"type\":\"record\",\"name\":\"R\"}");

        Result result = Shell.runWith("", List.of("compare", old.toString(), changed.toString(), "--format", "json"));

        assertThat(result.exitCode()).isZero();
        assertThat(result.out()).contains("\"rule\" : \"schema-syntax\"");
    }

    @Test
    void saysWhereAFileIsNoJson() throws IOException {
        Path broken = Files.writeString(folder.resolve("broken.avsc"), "{\"type\":\n  record}");

        Result result = Shell.runWith("", List.of("compare", broken.toString(), broken.toString()));

        assertThat(result.exitCode()).isEqualTo(3);
        assertThat(result.out()).isEmpty();
        assertThat(shell.shown(result.err()))
                .startsWith("PROJECT/broken.avsc:2:3: expected JSON but found: Unrecognized token 'record'");
    }

    @Test
    void exitsWithTwoForWordsItDoesNotKnow() {
        Result result = Shell.runWith("", List.of("chekc"));

        assertThat(result.exitCode()).isEqualTo(2);
        assertThat(result.err()).isEqualTo("""
                Unmatched argument at index 0: 'chekc'.
                Did you mean: avenant check?
                See avenant --help.
                """);
    }

    @Test
    void exitsWithThreeWhereThereIsNoProject() throws IOException {
        Path elsewhere = Files.createDirectory(folder.resolve("elsewhere"));

        Result result = Shell.runWith("", List.of("check", "--project", elsewhere.toString()));

        assertThat(result.exitCode()).isEqualTo(3);
        assertThat(shell.shown(result.err()))
                .isEqualTo("Expected schemas/contracts.yaml in PROJECT/elsewhere but found none. "
                        + "Go to your project, or name it with --project DIR.\n");
    }

    @Test
    void beginsAnEventOnATopic() {
        Result result = shell.run("new", "UserSuspended", "--topic", "user-events");

        assertThat(result.exitCode()).isZero();
        assertThat(shell.file("user-events/UserSuspended/v1.avsc"))
                .content()
                .contains("\"namespace\": \"jobplatform.user.events\"")
                .contains("\"name\": \"UserSuspended\"");
    }
}
