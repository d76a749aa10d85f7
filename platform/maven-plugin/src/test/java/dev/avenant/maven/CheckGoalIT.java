package dev.avenant.maven;

import static dev.avenant.maven.StrangersProject.NUMBERED;
import static dev.avenant.maven.StrangersProject.ORDER;
import static dev.avenant.maven.StrangersProject.VERSION;
import static dev.avenant.maven.StrangersProject.WITH_A_NOTE;
import static dev.avenant.maven.StrangersProject.child;
import static dev.avenant.maven.StrangersProject.pom;
import static org.assertj.core.api.Assertions.assertThat;

import dev.avenant.maven.Maven.Outcome;
import java.nio.file.Path;
import java.util.Locale;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** {@code avenant:check} in the build of somebody who has no other file of the platform. */
@Tag("process")
class CheckGoalIT {
    private static final String GOAL = "Failed to execute goal dev.avenant:avenant-maven-plugin:" + VERSION + ":check ";

    private static final String PARENT = "<parent><groupId>shop</groupId><artifactId>shop</artifactId>"
            + "<version>1</version><relativePath>../../pom.xml</relativePath></parent>";

    @TempDir
    @SuppressWarnings("NullAway.Init")
    private Path folder;

    private StrangersProject project;

    @BeforeEach
    void aProjectWithOneSchema() {
        project = new StrangersProject(folder)
                .write("pom.xml", pom("shop", "", ""))
                .write("src/main/avro/Order.avsc", ORDER)
                .commit();
    }

    @ParameterizedTest
    @EnumSource
    void failsTheBuildOfAChangeThatBreaksAReader(Maven maven) {
        project.write("src/main/avro/Order.avsc", NUMBERED);

        Outcome outcome = maven.run(folder, "-o", "verify");

        assertThat(outcome.passed()).as(outcome.log()).isFalse();
        assertThat(outcome.from("[ERROR] ", "src/main/avro")).startsWith("""
                src/main/avro/Order.avsc:2:3: type-changed: string was written and long is expected, which Avro cannot read from it. [BREAKS backward]
                    means   the new version reads what HEAD:src/main/avro/Order.avsc wrote
                    wrote   {"id": "v"}
                    read    fails: AvroTypeException: Found string, expecting long
                """);
        assertThat(outcome.from("[ERROR] ", "Failed to execute goal")).startsWith(GOAL + """
                (default) on project shop: The schemas have changes that readers do not survive, checked against HEAD (1 error):
                [ERROR]   src/main/avro/Order.avsc:2:3: type-changed: string was written and long is expected, which Avro cannot read from it.
                [ERROR] What each means and how to mend it is further up in the log.
                """.replace("[ERROR] ", ""));
    }

    @ParameterizedTest
    @EnumSource
    void passesAChangeThatEveryReaderSurvives(Maven maven) {
        project.write("src/main/avro/Order.avsc", WITH_A_NOTE);

        Outcome outcome = maven.run(folder, "-o", "verify");

        assertThat(outcome.passed()).as(outcome.log()).isTrue();
        assertThat(outcome.log())
                .contains("[INFO] No problems in 1 contract, 1 version, 1 pair compared against HEAD, seed 20260101.\n")
                .doesNotContain("[WARNING]");
    }

    @Test
    void checksEachModuleByItselfAndNamesItsFilesFromTheRootOfTheRepository() {
        // Given a reactor whose root, of which a part is a module, has a schema too, and one module has none
        project.write(
                        "pom.xml",
                        pom(
                                "shop",
                                "",
                                "<modules><module>parts/a</module><module>parts/b/pom.xml</module>"
                                        + "<module>parts/c</module><module>parts/d</module></modules>"))
                .write("parts/a/pom.xml", child("a"))
                .write("parts/a/src/main/avro/Bill.avsc", ORDER.replace("Order", "Bill"))
                .write("parts/b/pom.xml", child("b"))
                .write("parts/b/src/main/avro/Note.avsc", ORDER.replace("Order", "Note"))
                .write("parts/c/pom.xml", child("c"))
                .commit();
        // and a new module with its first schema, which refers to one of another module
        project.write("parts/b/src/main/avro/Note.avsc", NUMBERED.replace("Order", "Note"))
                .write("parts/d/pom.xml", child("d"))
                .write("parts/d/Part.avsc", ORDER.replace("Order", "Part").replace("\"string\"", "\"shop.Bill\""));

        Outcome outcome = Maven.NEWEST.run(folder, "-o", "-T", "2", "--fail-at-end", "verify");

        assertThat(outcome.passed()).as(outcome.log()).isFalse();
        assertThat(outcome.from("[INFO] ", "Reactor Summary"))
                .containsPattern("shop \\.+ SUCCESS")
                .containsPattern("a \\.+ SUCCESS")
                .containsPattern("b \\.+ FAILURE")
                .containsPattern("c \\.+ SUCCESS")
                .containsPattern("d \\.+ SUCCESS");
        assertThat(outcome.from("[ERROR] ", "Failed to execute goal")).startsWith(GOAL + """
                (default) on project b: The schemas have changes that readers do not survive, checked against HEAD (1 error):
                  parts/b/src/main/avro/Note.avsc:2:3: type-changed: string was written and long is expected, which Avro cannot read from it.
                """);
        assertThat(outcome.log())
                .contains("There are no Avro schemas (.avsc, .avpr or .avdl) in " + folder.resolve("parts/c")
                        + ", so nothing was checked.");
    }

    @Test
    void takesItsParametersFromThePomAndWritesReports() {
        project.write("pom.xml", pom("shop", """
                <level>forward</level>
                <against>HEAD~1</against>
                <preset>full</preset>
                <formats>
                  <format>text</format>
                  <format>json</format>
                  <format>sarif</format>
                  <format>junit</format>
                  <format>markdown</format>
                  <format>github</format>
                </formats>
                """, ""))
                .write("src/main/avro/Order.avsc", ORDER.replace("{\"name\": \"id\", \"type\": \"string\"}", ""))
                .commit();

        Outcome outcome = Maven.NEWEST.run(folder, "-o", "verify");

        assertThat(outcome.passed()).as(outcome.log()).isFalse();
        assertThat(outcome.log())
                .contains("checked against HEAD~1 (")
                .contains("\n::error file=src/main/avro/Order.avsc,line=1,col=")
                .contains("type-without-doc: ");
        assertThat(project.read("target/avenant/check.txt")).contains("src/main/avro/Order.avsc:1:");
        assertThat(project.read("target/avenant/check.json")).contains("\"src/main/avro/Order.avsc\"");
        assertThat(project.read("target/avenant/check.sarif")).contains("\"uri\" : \"src/main/avro/Order.avsc\"");
        assertThat(project.read("target/avenant/TEST-avenant-check.xml")).contains("<failure ");
        assertThat(project.read("target/avenant/check.md")).startsWith("<!-- avenant check -->\n### Contracts: failed");
    }

    @Test
    void checksThePathsThatAreNamedInAFolderWithoutAPom() {
        project.write("pom.xml", "").write("src/main/avro/Order.avsc", NUMBERED).write("other/Note.avsc", ORDER);
        Path avro = folder.resolve("src/main");

        Outcome outcome = Maven.NEWEST.run(
                avro, "-o", "dev.avenant:avenant-maven-plugin:" + VERSION + ":check", "-Davenant.paths=avro");

        assertThat(outcome.passed()).as(outcome.log()).isFalse();
        assertThat(outcome.log()).contains("[ERROR]   src/main/avro/Order.avsc:2:3: type-changed: string was written");
    }

    @Test
    void doesNothingWhenItIsToBeSkipped() {
        project.write("src/main/avro/Order.avsc", NUMBERED);

        Outcome outcome = Maven.NEWEST.run(folder, "-o", "verify", "-Davenant.skip");

        assertThat(outcome.passed()).as(outcome.log()).isTrue();
        assertThat(outcome.log()).contains("[INFO] avenant.skip is set, so nothing is done.\n");
    }

    @Test
    void saysWhatIsWrongWithAParameter() {
        // Given a module for each mistake
        StringBuilder modules = new StringBuilder();
        for (Mistake mistake : Mistake.values()) {
            String name = mistake.name().toLowerCase(Locale.ROOT);
            modules.append("<module>parts/").append(name).append("</module>");
            project.write("parts/" + name + "/pom.xml", pom(name, mistake.configuration, PARENT))
                    .write("parts/" + name + "/Order.avsc", ORDER.replace("Order", "Order_" + name));
        }
        project.write("pom.xml", pom("shop", "", "<modules>" + modules + "</modules>"));

        Outcome outcome = Maven.NEWEST.run(folder, "-o", "--fail-at-end", "verify");

        assertThat(outcome.passed()).as(outcome.log()).isFalse();
        for (Mistake mistake : Mistake.values()) {
            String name = mistake.name().toLowerCase(Locale.ROOT);
            assertThat(outcome.log())
                    .contains("[ERROR] " + GOAL + "(default) on project " + name + ": "
                            + mistake.message.replace("FOLDER", folder.toString()) + " -> [Help 1]\n");
        }
    }

    /** What a user may get wrong, and what is said to it. */
    enum Mistake {
        LEVEL(
                "<level>BACKWARDS</level>",
                "Expected one of none, backward, backward_transitive, forward, forward_transitive, full,"
                        + " full_transitive in avenant.level but found BACKWARDS. Correct it."),
        FORMAT(
                "<formats>json,html</formats>",
                "Expected one of text, json, sarif, junit, markdown, github in avenant.formats but found html."
                        + " Correct it."),
        REVISION(
                "<against>nowhere</against>",
                "git knows no revision \"nowhere\" in FOLDER. Fetch it (a shallow clone in CI lacks history), or name"
                        + " another."),
        PATH(
                "<paths>nowhere</paths>",
                "Expected a file or folder but found none at FOLDER/parts/path/nowhere. Correct the path."),
        PROJECT(
                "<project>src</project>",
                "Expected schemas/contracts.yaml in FOLDER/parts/project/src but found none. Correct"
                        + " avenant.project.");

        private final String configuration;
        private final String message;

        Mistake(String configuration, String message) {
            this.configuration = configuration;
            this.message = message;
        }
    }
}
