package dev.avenant.maven;

import static dev.avenant.maven.StrangersProject.NUMBERED;
import static dev.avenant.maven.StrangersProject.ORDER;
import static dev.avenant.maven.StrangersProject.VERSION;
import static dev.avenant.maven.StrangersProject.WITH_A_NOTE;
import static dev.avenant.maven.StrangersProject.child;
import static dev.avenant.maven.StrangersProject.pom;
import static org.assertj.core.api.Assertions.assertThat;

import dev.avenant.maven.Maven.Outcome;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeAll;
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
    private static Path folder;

    @SuppressWarnings("NullAway.Init")
    private static StrangersProject project;

    /** What one build of many modules came to, two at a time: to start Maven takes longer than what it does. */
    @SuppressWarnings("NullAway.Init")
    private static Outcome reactor;

    @BeforeAll
    static void buildManyModulesAtOnce() throws IOException {
        project = new StrangersProject(
                Files.createDirectories(folder.resolve("many modules")).toRealPath());
        // Given a root, of which a part is a module, with a schema too, and a module without
        StringBuilder modules = new StringBuilder("<module>parts/a</module><module>parts/b/pom.xml</module>"
                + "<module>parts/c</module><module>parts/d</module><module>parts/skipped</module>"
                + "<module>parts/reports</module>");
        project.write("src/main/avro/Order.avsc", ORDER)
                .write("parts/a/pom.xml", child("a"))
                .write("parts/a/src/main/avro/Bill.avsc", ORDER.replace("Order", "Bill"))
                .write("parts/b/pom.xml", child("b"))
                .write("parts/b/src/main/avro/Note.avsc", ORDER.replace("Order", "Note"))
                .write("parts/c/pom.xml", child("c"))
                .write("parts/skipped/pom.xml", pom("skipped", "<skip>true</skip>", PARENT))
                .write("parts/skipped/Rest.avsc", ORDER.replace("Order", "Rest"));
        // and a module with its parameters in its pom, which the last commit changes
        project.write("parts/reports/pom.xml", pom("reports", """
                <level>forward</level>
                <against>HEAD~1</against>
                <preset>full</preset>
                <rules>
                  <rule>type-without-doc=error</rule>
                  <rule>field-without-doc=off</rule>
                </rules>
                <readers>python-1.11</readers>
                <profiles>iceberg</profiles>
                <formats>
                  <format>text</format>
                  <format>json</format>
                  <format>sarif</format>
                  <format>junit</format>
                  <format>markdown</format>
                  <format>github</format>
                </formats>
                """, PARENT))
                .write("parts/reports/Report.avsc", ORDER.replace("Order", "Report"));
        // and a module for each mistake
        for (Mistake mistake : Mistake.values()) {
            String name = mistake.project();
            modules.append("<module>parts/").append(name).append("</module>");
            project.write("parts/" + name + "/pom.xml", pom(name, mistake.configuration, PARENT))
                    .write("parts/" + name + "/Order.avsc", ORDER.replace("Order", "Order_" + name));
        }
        project.write("pom.xml", pom("shop", "", "<modules>" + modules + "</modules>"))
                .commit()
                .write("parts/reports/Report.avsc", """
                        {"type": "record", "name": "Report", "namespace": "shop", "fields": [
                          {"name": "tags", "type": {"type": "array", "items": "string"}, "default": []}
                        ]}
                        """)
                .commit();
        // and a new module with its first schema, which refers to one of another module
        project.write("parts/b/src/main/avro/Note.avsc", NUMBERED.replace("Order", "Note"))
                .write("parts/skipped/Rest.avsc", NUMBERED.replace("Order", "Rest"))
                .write("parts/d/pom.xml", child("d"))
                .write("parts/d/Part.avsc", ORDER.replace("Order", "Part").replace("\"string\"", "\"shop.Bill\""));

        reactor = Maven.NEWEST.run(project.root(), "-o", "-T", "2", "--fail-at-end", "verify");
        assertThat(reactor.passed()).as(reactor.log()).isFalse();
    }

    @ParameterizedTest
    @EnumSource
    void failsTheBuildOfAChangeThatBreaksAReaderAndPassesOneThatEveryReaderSurvives(Maven maven) {
        StrangersProject shop = new StrangersProject(folder.resolve("shop of " + maven))
                .write(
                        "pom.xml",
                        pom("shop", "", "<modules><module>of/broken</module><module>of/kept</module></modules>"))
                .write("of/broken/pom.xml", child("broken"))
                .write("of/broken/src/main/avro/Order.avsc", ORDER)
                .write("of/kept/pom.xml", child("kept"))
                .write("of/kept/src/main/avro/Bill.avsc", ORDER.replace("Order", "Bill"))
                .commit()
                .write("of/broken/src/main/avro/Order.avsc", NUMBERED)
                .write("of/kept/src/main/avro/Bill.avsc", WITH_A_NOTE.replace("Order", "Bill"));

        Outcome outcome = maven.run(shop.root(), "-o", "--fail-at-end", "verify");

        assertThat(outcome.passed()).as(outcome.log()).isFalse();
        assertThat(outcome.from("[ERROR] ", "src/main/avro")).startsWith("""
                of/broken/src/main/avro/Order.avsc:2:3: type-changed: string was written and long is expected, which Avro cannot read from it. [BREAKS backward]
                    means   the new version reads what HEAD:of/broken/src/main/avro/Order.avsc wrote
                    wrote   {"id": "v"}
                    read    fails: AvroTypeException: Found string, expecting long
                """);
        assertThat(outcome.from("[ERROR] ", "Failed to execute goal")).startsWith(GOAL + """
                (default) on project broken: The schemas have changes that readers do not survive, checked against HEAD (1 error):
                [ERROR]   of/broken/src/main/avro/Order.avsc:2:3: type-changed: string was written and long is expected, which Avro cannot read from it.
                [ERROR] What each means and how to mend it is further up in the log.
                """.replace("[ERROR] ", ""));
        assertThat(outcome.from("[INFO] ", "Reactor Summary")).containsPattern("kept \\.+ SUCCESS");
        assertThat(outcome.log())
                .contains("[INFO] No problems in 1 contract, 1 version, 1 pair compared against HEAD, seed 20260101.\n")
                .doesNotContain("[WARNING]");
    }

    @Test
    void checksEachModuleByItselfAndNamesItsFilesFromTheRootOfTheRepository() {
        assertThat(reactor.from("[INFO] ", "Reactor Summary"))
                .containsPattern("shop \\.+ SUCCESS")
                .containsPattern("a \\.+ SUCCESS")
                .containsPattern("b \\.+ FAILURE")
                .containsPattern("c \\.+ SUCCESS")
                .containsPattern("d \\.+ SUCCESS");
        assertThat(reactor.from("[ERROR] ", "on project b: ")).startsWith(GOAL + """
                (default) on project b: The schemas have changes that readers do not survive, checked against HEAD (1 error):
                  parts/b/src/main/avro/Note.avsc:2:3: type-changed: string was written and long is expected, which Avro cannot read from it.
                """);
        assertThat(reactor.log())
                .contains("There are no Avro schemas (.avsc, .avpr or .avdl) in "
                        + project.root().resolve("parts/c") + ", so nothing was checked.");
    }

    @Test
    void takesItsParametersFromThePomAndWritesReports() {
        String reports = "parts/reports/target/avenant/";

        assertThat(reactor.from("[ERROR] ", "on project reports: ")).contains("checked against HEAD~1 (");
        assertThat(reactor.log())
                .contains("\n::error file=parts/reports/Report.avsc,line=1,col=")
                .contains("[ERROR]   parts/reports/Report.avsc:1:28: type-without-doc: ")
                .contains("iceberg-required-column-added: ")
                .doesNotContain("field-without-doc");
        assertThat(project.read(reports + "check.txt")).contains("parts/reports/Report.avsc:1:");
        assertThat(project.read(reports + "check.json")).contains("\"parts/reports/Report.avsc\"");
        assertThat(project.read(reports + "check.sarif")).contains("\"uri\" : \"parts/reports/Report.avsc\"");
        assertThat(project.read(reports + "TEST-avenant-check.xml")).contains("<failure ");
        assertThat(project.read(reports + "check.md")).startsWith("<!-- avenant check -->\n### Contracts: failed");
    }

    @Test
    void doesNothingWhenItIsToBeSkipped() {
        assertThat(reactor.from("[INFO] ", "Reactor Summary")).containsPattern("skipped \\.+ SUCCESS");
        assertThat(reactor.log()).contains("[INFO] avenant.skip is set, so nothing is done.\n");
    }

    @ParameterizedTest
    @EnumSource
    void saysWhatIsWrongWithAParameter(Mistake mistake) {
        assertThat(reactor.log())
                .containsPattern(Pattern.quote("[ERROR] " + GOAL + "(default) on project " + mistake.project() + ": ")
                        + Pattern.quote(mistake.message.replace(
                                        "FOLDER", project.root().toString()))
                                .replace("ANYTHING", "\\E.*\\Q")
                        + " -> \\[Help \\d]\n");
    }

    @Test
    void checksThePathsThatAreNamedInAFolderWithoutAPom() {
        StrangersProject bare = new StrangersProject(folder.resolve("bare"))
                .write("src/main/avro/Order.avsc", ORDER)
                .commit()
                .write("src/main/avro/Order.avsc", NUMBERED)
                .write("other/Note.avsc", ORDER);

        Outcome outcome = Maven.NEWEST.run(
                bare.root().resolve("src/main"),
                "-o",
                "dev.avenant:avenant-maven-plugin:" + VERSION + ":check",
                "-Davenant.paths=avro");

        assertThat(outcome.passed()).as(outcome.log()).isFalse();
        assertThat(outcome.log()).contains("[ERROR]   src/main/avro/Order.avsc:2:3: type-changed: string was written");
    }

    @Test
    void passesOverAPathOfTheParentInAModuleThatLacksIt() throws IOException {
        // Given a parent that names a path for all its modules, of which one, in a module of its own, has it
        StrangersProject shop = new StrangersProject(Files.createDirectories(folder.resolve("a path of the parent"))
                        .toRealPath())
                .write(
                        "pom.xml",
                        pom(
                                "shop",
                                "<paths>src/main/avro</paths>",
                                "<modules><module>of/without</module><module>of/group</module></modules>"))
                .write("of/without/pom.xml", child("without"))
                .write(
                        "of/group/pom.xml",
                        child("group")
                                .replace("</project>", "<modules><module>../../in/with</module></modules></project>"))
                .write("in/with/pom.xml", child("with"))
                .write("in/with/src/main/avro/Order.avsc", ORDER)
                .commit()
                .write("in/with/src/main/avro/Order.avsc", WITH_A_NOTE);

        // When
        Outcome outcome = Maven.NEWEST.run(shop.root(), "-o", "verify");

        // Then
        assertThat(outcome.passed()).as(outcome.log()).isTrue();
        assertThat(outcome.log())
                .contains("[INFO] This module has no " + shop.root().resolve("src/main/avro")
                        + ", so it was not checked here.\n")
                .contains("[INFO] This module has no " + shop.root().resolve("of/without/src/main/avro")
                        + ", so it was not checked here.\n")
                .contains(
                        "[INFO] No problems in 1 contract, 1 version, 1 pair compared against HEAD, seed 20260101.\n");
    }

    @Test
    void failsForAPathOfTheParentThatNoModuleHas() throws IOException {
        // Given
        StrangersProject shop = new StrangersProject(Files.createDirectories(folder.resolve("a path of nobody"))
                        .toRealPath())
                .write(
                        "pom.xml",
                        pom("shop", "<paths>src/main/arvo</paths>", "<modules><module>of/with</module></modules>"))
                .write("of/with/pom.xml", child("with"))
                .write("of/with/src/main/avro/Order.avsc", ORDER)
                .commit();

        // When
        Outcome outcome = Maven.NEWEST.run(shop.root(), "-o", "verify");

        // Then
        assertThat(outcome.passed()).as(outcome.log()).isFalse();
        assertThat(outcome.log())
                .contains(GOAL + "(default) on project shop: Expected "
                        + shop.root().resolve("src/main/arvo")
                        + ", or the same in one of the modules below, but found neither. Correct avenant.paths. -> ");
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
        RULE(
                "<rules><rule>no-such-rule=off</rule></rules>",
                "Expected a rule in avenant.rules but found no-such-rule. Correct the name; every finding shows its rule"
                        + " behind its place."),
        RULE_LEVEL(
                "<rules>type-without-doc=loud</rules>",
                "Expected error, warn or off in avenant.rules type-without-doc= but found loud. Use one of the three."),
        RULE_ALONE(
                "<rules>type-without-doc</rules>",
                "Expected a rule and its level, such as type-without-doc=off, in avenant.rules but found"
                        + " type-without-doc. Correct it."),
        READER(
                "<readers>python-9</readers>",
                "Expected a reader that is recorded (ANYTHING, or the beginning of one such as java-1.12) but found"
                        + " \"python-9\". Correct avenant.readers."),
        PROFILE(
                "<profiles>delta</profiles>",
                "Expected one of iceberg in avenant.profiles but found delta. Correct it."),
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

        /** The module that has it. */
        String project() {
            return name().toLowerCase(Locale.ROOT);
        }
    }
}
