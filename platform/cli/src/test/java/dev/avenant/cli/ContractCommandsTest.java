package dev.avenant.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.avenant.cli.Shell.Result;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@Tag("process")
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
    void findsNothingInAReleasedProject() {
        Result result = shell.run("check");

        assertThat(result.exitCode()).isZero();
        assertThat(result.out())
                .isEqualTo(
                        "No problems in 8 contracts, 10 versions, 2 pairs compared against released, seed 20260101.\n");
        assertThat(result.err()).isEmpty();
    }

    @Test
    void refusesABrokenVersionAndNamesWhoBreaks() {
        shell.run("new", "CustomerCreated");
        shell.edit(
                "customer-events/CustomerCreated/v3.avsc",
                "\"name\": \"email\", \"type\": \"string\"",
                "\"name\": \"email\", \"type\": \"int\"");

        Result result = shell.run("check");

        assertThat(result.exitCode()).isEqualTo(1);
        assertThat(result.out())
                .contains("schemas/customer-events/CustomerCreated/v3.avsc:")
                .contains(" [BREAKS forward]\n    means   readers of v1, v2 read what the new version writes\n")
                .contains("breaks  mail-service, order-service");
    }

    @Test
    void linksFromACommentToEachChangeOnAConsole() throws IOException {
        shell.run("new", "CustomerCreated");
        shell.edit(
                "customer-events/CustomerCreated/v3.avsc",
                "\"fields\": [",
                "\"aliases\": [\"CustomerMade\"], \"fields\": [");
        Path comment = folder.resolve("comment.md");

        Result result = shell.run("check", "--markdown", comment.toString(), "--console", "https://console.example/");
        Result refused = shell.run("check", "--console", "console.example");

        assertThat(result.exitCode()).isZero();
        assertThat(comment)
                .content()
                .contains("- [customer-events/CustomerCreated v3](https://console.example/changes/"
                        + "customer-events-shop.customer.events.CustomerCreated/proposed?schema=");
        assertThat(refused.exitCode()).isEqualTo(2);
        assertThat(refused.err())
                .contains("Expected the address of a console, such as https://console.example, in --console but found"
                        + " console.example.");
    }

    @Test
    void takesANewVersionFromBeginningToRelease() throws IOException {
        Result begun = shell.run("new", "CustomerCreated");
        shell.edit(
                "customer-events/CustomerCreated/v3.avsc",
                "\"fields\": [",
                "\"fields\": [{\"name\": \"locale\", \"type\": [\"null\", \"string\"], \"default\": null, "
                        + "\"doc\": \"Language the customer reads, as a BCP 47 tag; null when not given.\"},");
        Result checked = shell.run("check");
        Result released = shell.run("release");
        Result again = shell.run("release");

        assertThat(shell.shown(begun.out()))
                .isEqualTo("PROJECT/schemas/customer-events/CustomerCreated/v3.avsc is a copy of v2. "
                        + "Edit it, then run avenant check.\n");
        assertThat(checked.exitCode()).isZero();
        assertThat(released.out()).startsWith("released shop.customer.events.CustomerCreated v3\n");
        assertThat(again.out()).isEqualTo("Nothing to release: every current version is in contracts.lock.\n");
        assertThat(Files.readString(shell.file("contracts.lock")))
                .contains("shop.customer.events.CustomerCreated v3 sha256:");
    }

    @Test
    void releasesNothingWhileTheCheckFails() throws IOException {
        String before = Files.readString(shell.file("contracts.lock"));
        shell.run("new", "OrderDeleted");
        shell.edit("order-events/OrderDeleted/v2.avsc", "\"deletedAt\"", "\"removedAt\"");

        Result result = shell.run("release");

        assertThat(result.exitCode()).isEqualTo(1);
        assertThat(result.out()).endsWith("Nothing was released.\n");
        assertThat(shell.file("contracts.lock")).hasContent(before);
    }

    @Test
    void noticesAChangedReleasedVersion() {
        shell.edit("types/CustomerType/v1.avsc", "\"BUSINESS\"", "\"BUSINESS\", \"ADMIN\"");

        Result result = shell.run("check");

        assertThat(result.exitCode()).isEqualTo(1);
        assertThat(shell.shown(result.out()))
                .contains(
                        "PROJECT/schemas/types/CustomerType/v1.avsc:1:1: released-version-changed: expected v1 as it was"
                                + " released (PROJECT/schemas/contracts.lock:4:1) but it was changed. [error]\n"
                                + "    fix     Restore it from git and make the change in a new version: "
                                + "avenant new CustomerType.\n");
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
                .contains("\"invalid\" : [ ]")
                .contains("\"seed\" : 20260101");
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
    void namesTheEventThatWasMeant() {
        Result near = shell.run("diff", "customercreate");
        Result far = shell.run("plan", "Something");
        Result begun = shell.run("new", "CustomerSuspended");

        assertThat(near.exitCode()).isEqualTo(2);
        assertThat(near.err())
                .isEqualTo("There is no event, key or type called customercreate. Did you mean CustomerCreated?\n");
        assertThat(far.err()).startsWith("There is no event, key or type called Something. Known are ");
        assertThat(begun.err())
                .endsWith(" To begin an event, name its topic: avenant new CustomerSuspended --topic TOPIC.\n");
    }

    @Test
    void saysInASentenceWhatTheFileSystemRefuses() throws IOException {
        Path file = Files.writeString(folder.resolve("file"), "");

        Result result = shell.run("docs", "--out", file.toString());

        assertThat(result.exitCode()).isEqualTo(3);
        assertThat(shell.shown(result.err()))
                .isEqualTo("Could not read or write PROJECT/file: a file of that name is there already.\n");
    }

    @Test
    void saysThatThereIsNoGit() {
        Result result = shell.run("check", "--against", "main");

        assertThat(result.exitCode()).isEqualTo(3);
        assertThat(shell.shown(result.err()))
                .isEqualTo(
                        "Expected a git work tree in PROJECT/schemas but found none. Go to a clone of the repository,"
                                + " or compare with released or a registry.\n");
    }

    @Test
    void takesNoLevelAndNoPresetBesideContractsThatSayThem() {
        for (List<String> unsuited : List.of(
                List.of("--level", "FULL"),
                List.of("--preset", "full"),
                List.of("--rule", "field-without-doc=off"),
                List.of("--history"))) {
            List<String> words = new ArrayList<>(List.of("check"));
            words.addAll(unsuited);

            Result result = shell.run(words.toArray(String[]::new));

            assertThat(result.exitCode()).isEqualTo(2);
            assertThat(result.err())
                    .isEqualTo("Expected " + unsuited.get(0) + " with paths but found a project with contracts.yaml,"
                            + " which says the levels, the preset and the rules. Name the paths, such as schemas.\n");
        }
    }

    @Test
    void exitsWithThreeWhereThereIsNoProject() throws IOException {
        Path elsewhere = Files.createDirectory(folder.resolve("elsewhere"));

        Result result = Shell.runWith("", List.of("release", "--project", elsewhere.toString()));

        assertThat(result.exitCode()).isEqualTo(3);
        assertThat(shell.shown(result.err()))
                .isEqualTo("Expected schemas/contracts.yaml in PROJECT/elsewhere but found none. "
                        + "Go to your project, or name it with --project DIR.\n");
    }

    @Test
    void beginsAnEventOnATopic() {
        Result result = shell.run("new", "CustomerSuspended", "--topic", "customer-events");

        assertThat(result.exitCode()).isZero();
        assertThat(shell.file("customer-events/CustomerSuspended/v1.avsc"))
                .content()
                .contains("\"namespace\": \"shop.customer.events\"")
                .contains("\"name\": \"CustomerSuspended\"");
    }

    @Test
    void asksWhichEventIsMeantWhenTwoTopicsHaveOneOfTheName() {
        shell.run("new", "CustomerCreated", "--topic", "order-events");

        Result simple = shell.run("new", "CustomerCreated");
        Result full = shell.run("diff", "shop.customer.events.CustomerCreated");

        assertThat(simple.exitCode()).isEqualTo(2);
        assertThat(simple.err())
                .isEqualTo("CustomerCreated may be any of shop.customer.events.CustomerCreated,"
                        + " shop.order.events.CustomerCreated. Give its full name.\n");
        assertThat(full.exitCode()).isZero();
        assertThat(full.out()).startsWith("CustomerCreated v1 → v2\n");
    }

    @Test
    void showsWhatChangedBetweenTwoVersions() {
        Result result = shell.run("diff", "CustomerCreated");

        assertThat(result.exitCode()).isZero();
        assertThat(result.out()).isEqualTo("""
                CustomerCreated v1 → v2
                  + added /fullName: nullable string, default null
                  + added /companyName: nullable string, default null

                  BACKWARD  SAFE
                  FORWARD   SAFE
                  FULL      SAFE  (its level: FULL_TRANSITIVE)
                """);
    }

    @Test
    void plansTheWayToABreakingEdit() {
        shell.run("new", "CustomerCreated");
        shell.edit(
                "customer-events/CustomerCreated/v3.avsc",
                "\"name\": \"email\", \"type\": \"string\"",
                "\"name\": \"email\", \"type\": \"int\"");

        Result result = shell.run("plan", "CustomerCreated");

        assertThat(result.exitCode()).isZero();
        assertThat(result.out())
                .startsWith(
                        "CustomerCreated v2 → v3 under FULL_TRANSITIVE: not safe. These steps come as near as is safe:"
                                + "\n\n1. Release v3, with the new beside the old\n   Add {\"name\": \"emailV2\"")
                .contains(
                        "v3 itself cannot be reached under FULL_TRANSITIVE:\n   against v1, v2, v3 of the plan, /email: ")
                .endsWith("--out DIR writes the schemas of these steps.\n")
                .contains("mail-service, order-service");
    }

    @Test
    void writesTheSchemasOfAPlanAndTheGateLetsEachPass() throws IOException {
        shell.edit("contracts.yaml", "FULL_TRANSITIVE", "FULL");
        shell.run("new", "CustomerDeleted");
        shell.edit(
                "customer-events/CustomerDeleted/v2.avsc",
                "\"fields\": [",
                "\"fields\": [{\"name\": \"reason\", \"type\": \"string\", \"doc\": \"Why, in a sentence.\"},");
        Path out = folder.resolve("plan");

        Result plan = shell.run("plan", "CustomerDeleted", "--out", out.toString());

        assertThat(shell.run("check").exitCode()).isEqualTo(1);
        assertThat(shell.shown(plan.out()))
                .startsWith("CustomerDeleted v1 → v2 under FULL: not safe in one step. These steps are:\n")
                .contains("   Schema: PROJECT/plan/v2.avsc\n")
                .contains("   Schema: PROJECT/plan/v3.avsc\n");
        assertThat(out.resolve("v3.avsc"))
                .hasSameTextualContentAs(shell.file("customer-events/CustomerDeleted/v2.avsc"));
        for (String step : List.of("v2.avsc", "v3.avsc")) {
            Files.copy(
                    out.resolve(step),
                    shell.file("customer-events/CustomerDeleted/" + step),
                    StandardCopyOption.REPLACE_EXISTING);
            assertThat(shell.run("release").out()).startsWith("released shop.customer.events.CustomerDeleted ");
        }
    }

    @Test
    void writesPagesAboutEveryContract() throws IOException {
        Path out = folder.resolve("docs");

        Result result = shell.run("docs", "--out", out.toString());

        assertThat(shell.shown(result.out()))
                .isEqualTo("5 events and 3 types are described in PROJECT/docs/index.html "
                        + "and PROJECT/docs/asyncapi.json.\n");
        assertThat(Files.readString(out.resolve("customer-events/CustomerCreated.html")))
                .contains("<h1>CustomerCreated</h1>")
                .contains("<span class=\"tag\">PII</span>");
    }

    @Test
    void writesACompletionScript() {
        Result result = Shell.runWith("", List.of("generate-completion"));

        assertThat(result.exitCode()).isZero();
        assertThat(result.out()).contains("complete -F _complete_avenant -o default avenant");
    }

    @Test
    void helpsWithExamples() {
        Result result = Shell.runWith("", List.of("check", "--help"));

        assertThat(result.exitCode()).isZero();
        assertThat(result.out()).contains("Examples:\n  avenant check\n  avenant check --against origin/main\n");
    }

    @Test
    void checksTheContractsAgainstACommit() throws Exception {
        git("init", "-q");
        git("add", ".");
        git("-c", "user.name=t", "-c", "user.email=t@example.com", "commit", "-q", "-m", "before");
        shell.edit("contracts.lock", "shop.types.CustomerType v1", "shop.types.CustomerTypo v1");

        Result result = shell.run("check", "--against", "HEAD");
        Result unknown = shell.run("check", "--against", "nowhere");

        assertThat(result.exitCode()).isEqualTo(1);
        assertThat(result.out()).contains("which HEAD has, but it was changed or removed. [error]");
        assertThat(unknown.exitCode()).isEqualTo(3);
        assertThat(unknown.err()).startsWith("git knows no revision \"nowhere\" in ");
    }

    @Test
    void checksAnUnreleasedVersionOfACommitAgainstTheNextEdit() throws Exception {
        shell.run("new", "CustomerDeleted");
        shell.edit(
                "customer-events/CustomerDeleted/v2.avsc",
                "\"fields\": [",
                "\"fields\": [{\"name\": \"reason\", \"type\": \"string\", \"default\": \"\", \"doc\": \"Why.\"},");
        git("init", "-q");
        git("add", ".");
        git("-c", "user.name=t", "-c", "user.email=t@example.com", "commit", "-q", "-m", "before");
        shell.edit(
                "customer-events/CustomerDeleted/v2.avsc",
                "\"type\": \"string\", \"default\": \"\"",
                "\"type\": \"int\", \"default\": 0");

        Result released = shell.run("check");
        Result commit = shell.run("check", "--against", "HEAD");

        assertThat(released.exitCode()).isZero();
        assertThat(commit.exitCode()).isEqualTo(1);
        assertThat(shell.shown(commit.out()))
                .contains(" [BREAKS backward]\n    means   the new version reads what HEAD:v2 wrote\n")
                .contains("    was     HEAD:schemas/customer-events/CustomerDeleted/v2.avsc:6:");
    }

    @Test
    void namesFilesFromTheRootOfTheRepositoryForCodeHosts() throws Exception {
        Path project = folder.resolve("services/x");
        Shell inside = new Shell(project);
        inside.run("new", "CustomerDeleted");
        git("init", "-q");
        git("add", ".");
        git("-c", "user.name=t", "-c", "user.email=t@example.com", "commit", "-q", "-m", "before");
        inside.edit("customer-events/CustomerDeleted/v2.avsc", "\"string\"", "\"int\"");
        String changed = "services/x/schemas/customer-events/CustomerDeleted/v2.avsc";

        Result github = inside.run("check", "--against", "HEAD", "--format", "github");
        Result sarif = inside.run("check", "--against", "HEAD", "--format", "sarif");
        Result junit = inside.run("check", "--against", "HEAD", "--format", "junit");

        assertThat(github.out())
                .contains("\n::error file=" + changed + ",line=")
                .contains("\n    was     HEAD:" + changed + ":");
        assertThat(sarif.out())
                .contains("\"uri\" : \"" + changed + "\"")
                .contains("\"text\" : \"as it was in HEAD\"")
                .doesNotContain("\"uri\" : \"HEAD:", "\"uri\" : \"schemas/", "\"uri\" : \"customer-events/");
        assertThat(junit.out()).contains("message=\"" + changed + ":");
    }

    @Test
    void namesFilesFromTheProjectWhereThereIsNoRepository() {
        shell.edit("types/CustomerType/v1.avsc", "\"BUSINESS\"", "\"BUSINESS\", \"ADMIN\"");

        Result result = shell.run("check", "--format", "github");

        assertThat(result.out()).contains("\n::error file=schemas/types/CustomerType/v1.avsc,line=1,col=1,");
    }

    @Test
    void showsAllOfEveryWarningWhenAsked() {
        shell.run("new", "CustomerDeleted");
        shell.edit(
                "customer-events/CustomerDeleted/v2.avsc",
                "\"fields\": [",
                "\"fields\": [" + "{\"name\": \"NAME\", \"type\": \"int\", \"default\": 0},".replace("NAME", "a")
                        + "{\"name\": \"NAME\", \"type\": \"int\", \"default\": 0},".replace("NAME", "b")
                        + "{\"name\": \"NAME\", \"type\": \"int\", \"default\": 0},".replace("NAME", "c")
                        + "{\"name\": \"NAME\", \"type\": \"int\", \"default\": 0},".replace("NAME", "d"));

        Result brief = shell.run("check");
        Result verbose = shell.run("check", "--verbose");

        assertThat(brief.exitCode()).isZero();
        assertThat(brief.out())
                .contains("CustomerDeleted.a has no doc. [4 warnings like this]\n")
                .contains(
                        "\n3 more warnings are not shown: avenant check --verbose shows all, with how to mend them.\n");
        assertThat(verbose.exitCode()).isZero();
        assertThat(verbose.out())
                .contains("CustomerDeleted.a has no doc. [warning]\n    fix     Add \"doc\": \"…\".\n")
                .contains("CustomerDeleted.d has no doc. [warning]\n");
    }

    private void git(String... words) throws Exception {
        List<String> command = new ArrayList<>(List.of("git", "-C", folder.toString()));
        command.addAll(List.of(words));
        assertThat(new ProcessBuilder(command).inheritIO().start().waitFor()).isZero();
    }
}
