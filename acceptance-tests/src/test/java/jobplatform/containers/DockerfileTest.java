package jobplatform.containers;

import static org.assertj.core.api.Assertions.assertThat;

import dev.avenant.stack.config.StackDefinition;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import jobplatform.containers.Dockerfile.Instruction;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What can be said of the Dockerfile without an engine. */
@Tag("fast")
class DockerfileTest {

    private static final Pattern PROGRAMS = Pattern.compile("programs=(\\$\\([^)]*\\))");

    private final Dockerfile dockerfile = Dockerfile.read();

    @Test
    void buildsWithAJdkAndRunsWithTheJreOfTheSameVersion() {
        assertThat(dockerfile.all("FROM"))
                .extracting(Instruction::arguments)
                .containsExactly("eclipse-temurin:17-jdk AS build", "eclipse-temurin:17-jre AS run");
    }

    @Test
    void theBuildHasWhatTheMavenWrapperNeeds() throws IOException {
        // The image has no unzip: the wrapper takes the archive that tar unpacks, and compares it with a checksum of
        // its own.
        assertThat(Files.readAllLines(ComposeFile.REPOSITORY.resolve(".mvn/wrapper/maven-wrapper.properties")))
                .anyMatch(line -> line.matches("distributionTarGzSha256Sum=[0-9a-f]{64}"));
        assertThat(ComposeFile.REPOSITORY.resolve("mvnw")).isExecutable();
        for (String needed : List.of("mvnw", ".mvn/wrapper/maven-wrapper.properties", "pom.xml", "stack.yaml")) {
            assertThat(isIgnored(needed)).as("%s in .dockerignore", needed).isFalse();
        }
    }

    @Test
    void mavenRunsOnceForAllImages() {
        List<Instruction> builds = dockerfile.all("RUN").stream()
                .filter(run -> run.arguments().contains("./mvnw"))
                .toList();

        // One that Maven's cache is locked for, and that shows what it does
        assertThat(builds)
                .singleElement()
                .extracting(Instruction::arguments)
                .asString()
                .contains("--mount=type=cache,target=/root/.m2,sharing=locked")
                .doesNotContain(" -q ");
        // What differs from image to image comes after it
        assertThat(dockerfile.instructions().indexOf(onlyOne("ARG")))
                .isGreaterThan(dockerfile.instructions().indexOf(builds.get(0)));
        assertThat(onlyOne("ARG").arguments()).isEqualTo("MODULE");
    }

    @Test
    void buildsTheProgramsOfTheStack() throws Exception {
        // Given the line that finds them, run as the build does
        Matcher programs = PROGRAMS.matcher(dockerfile.all("RUN").get(0).arguments());
        assertThat(programs.find()).isTrue();
        Process shell = new ProcessBuilder("sh", "-c", "echo " + programs.group(1))
                .directory(ComposeFile.REPOSITORY.toFile())
                .start();
        String found = new String(shell.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();

        // Then all but Kafka, PostgreSQL and the mail server are there, which are the images of others
        Set<String> expected =
                new TreeSet<>(StackDefinition.of(ComposeFile.REPOSITORY).modules());
        expected.removeAll(Set.of("platform/stack-servers", "platform/mail-server"));
        assertThat(found.split(" ")).containsExactlyElementsOf(expected);
    }

    @Test
    void copiesOnlyWhatIsThere() {
        for (Instruction copy : dockerfile.all("COPY")) {
            String source = copy.words().get(0);
            if (copy.arguments().startsWith("--from=")) {
                assertThat(copy.arguments()).startsWith("--from=build ");
                assertThat(source).matches("/apps/\\$\\{MODULE}/(lib|app\\.jar)");
            } else if (copy.file().isEmpty()) {
                assertThat(ComposeFile.REPOSITORY.resolve(source)).exists();
                assertThat(isIgnored(source)).as("%s in .dockerignore", source).isFalse();
            }
        }
        // The user who runs reads them, also where the checkout was made for one's own eyes.
        assertThat(dockerfile.all("COPY")).extracting(Instruction::arguments).contains("--chmod=755 schemas schemas");
    }

    @Test
    void refusesAModuleThatIsNoneWithoutWaitingForMaven() throws Exception {
        String check = dockerfile.all("RUN").stream()
                .map(Instruction::arguments)
                .filter(run -> run.startsWith("--mount=type=bind,source=stack.yaml,target=/stack.yaml "))
                .findFirst()
                .orElseThrow()
                .replaceFirst("\\S+ ", "")
                .replace("/stack.yaml", "stack.yaml");

        for (String module : List.of("user-service", "platform/schema-registry")) {
            assertThat(printedBy(check, module)).isEqualTo("0 ");
        }
        for (String none : List.of("", "user_service", "user", "service", "user-service/")) {
            assertThat(printedBy(check, none))
                    .isEqualTo(
                            "1 MODULE is '" + none + "' and no module of stack.yaml: --build-arg MODULE=user-service");
        }
    }

    private static String printedBy(String check, String module) throws Exception {
        ProcessBuilder builder = new ProcessBuilder("sh", "-c", check)
                .directory(ComposeFile.REPOSITORY.toFile())
                .redirectErrorStream(true);
        builder.environment().put("MODULE", module);
        Process shell = builder.start();
        String printed = new String(shell.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        return shell.waitFor() + " " + printed.strip();
    }

    @Test
    void anEditOfWhatNoProgramIsMadeOfDoesNotRunMavenAgain() {
        for (String left :
                List.of("docs", "README.md", "user-service/src/test/java", "compose", "docker-compose.yml")) {
            assertThat(isIgnored(left)).as("%s in .dockerignore", left).isTrue();
        }
        // The generator of events asks for the schemas of tests, whether there are tests or not.
        for (String needed :
                List.of("user-service/src/main", "platform/avro-serde/src/test/avro", "schemas/contracts.yaml")) {
            assertThat(isIgnored(needed)).as("%s in .dockerignore", needed).isFalse();
        }
    }

    @Test
    void takesNoPasswordAndNoBuildOfThisMachineAlong() {
        for (String left : List.of(".git", ".env", "user-service/target", ".avenant")) {
            assertThat(isIgnored(left)).as("%s in .dockerignore", left).isTrue();
        }
    }

    @Test
    void runsAsAUserWhoOwnsNothing() {
        List<Instruction> instructions = dockerfile.instructions();

        assertThat(instructions.subList(instructions.size() - 2, instructions.size()))
                .extracting(Instruction::word)
                .containsExactly("USER", "ENTRYPOINT");
        assertThat(onlyOne("USER").arguments()).isEqualTo("app");
        assertThat(onlyOne("ENTRYPOINT").arguments()).contains("\"-XX:MaxRAMPercentage=70\"");
    }

    private Instruction onlyOne(String word) {
        assertThat(dockerfile.all(word)).as(word).hasSize(1);
        return dockerfile.all(word).get(0);
    }

    private static boolean isIgnored(String path) {
        try {
            return Files.readAllLines(ComposeFile.REPOSITORY.resolve(".dockerignore")).stream()
                    .anyMatch(pattern -> FileSystems.getDefault()
                            .getPathMatcher("glob:" + pattern)
                            .matches(Path.of(path)));
        } catch (IOException unreadable) {
            throw new AssertionError("No .dockerignore", unreadable);
        }
    }
}
