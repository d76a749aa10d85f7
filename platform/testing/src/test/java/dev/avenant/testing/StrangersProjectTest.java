package dev.avenant.testing;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.tools.JavaCompiler;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;
import org.apache.avro.Schema;
import org.apache.avro.compiler.specific.SpecificCompiler;
import org.apache.avro.generic.GenericData.StringType;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A project that knows this repository by its jars alone: {@code src/test/sample}, with contracts, a service and tests of
 * its own, compiled against this module and what it brings, and run by JUnit in a process of its own. Each build tests the
 * same project against the published jars; this one says whether it is them or the publishing that is wrong.
 */
@Tag("process")
class StrangersProjectTest {

    private static final Path SAMPLE = Path.of("src/test/sample").toAbsolutePath();

    @TempDir
    private Path work;

    @Test
    @Tag("long")
    void testsItsServiceWithThisModuleAlone() throws Exception {
        Path classes = Files.createDirectory(work.resolve("classes"));
        compile(classes);
        Files.copy(
                SAMPLE.resolve("src/main/resources/application.properties"), classes.resolve("application.properties"));
        Path output = work.resolve("output.txt");

        Process tests = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:TieredStopAtLevel=1",
                        "-Xmx512m",
                        "-Davenant.test.malformedBodies=50",
                        "-cp",
                        classes + File.pathSeparator + librariesOfAStranger(),
                        "org.junit.platform.console.ConsoleLauncher",
                        "execute",
                        "--select-package=com.example.orders",
                        "--disable-banner",
                        "--details=tree")
                .directory(SAMPLE.toFile())
                .redirectErrorStream(true)
                .redirectOutput(output.toFile())
                .start();
        try {
            assertThat(tests.waitFor(3, TimeUnit.MINUTES)).as("the tests end").isTrue();
        } finally {
            tests.destroyForcibly();
        }

        String text = Files.readString(output);
        assertThat(tests.exitValue()).as(text).isZero();
        assertThat(text).contains("3 tests successful", "0 tests failed", "0 tests skipped");
    }

    private void compile(Path classes) throws IOException {
        Path generated = Files.createDirectory(work.resolve("generated"));
        SpecificCompiler events = new SpecificCompiler(new Schema.Parser()
                .parse(SAMPLE.resolve("contracts/order-events/OrderPlaced/v1.avsc")
                        .toFile()));
        events.setStringType(StringType.String);
        events.compileToDestination(null, generated.toFile());
        JavaCompiler javac = ToolProvider.getSystemJavaCompiler();
        StringWriter messages = new StringWriter();
        try (StandardJavaFileManager files = javac.getStandardFileManager(null, null, StandardCharsets.UTF_8)) {
            Boolean compiled = javac.getTask(
                            messages,
                            files,
                            null,
                            List.of(
                                    "-proc:none",
                                    "-parameters",
                                    "-d",
                                    classes.toString(),
                                    "-cp",
                                    librariesOfAStranger()),
                            null,
                            files.getJavaFileObjectsFromPaths(sources(generated, SAMPLE)))
                    .call();
            assertThat(compiled).as(messages.toString()).isTrue();
        }
    }

    private static List<Path> sources(Path... folders) throws IOException {
        List<Path> sources = new ArrayList<>();
        for (Path folder : folders) {
            try (Stream<Path> files = Files.walk(folder)) {
                files.filter(file -> file.toString().endsWith(".java")).forEach(sources::add);
            }
        }
        return sources;
    }

    /** What a build tool puts on the class path of a project that has this module in test scope. */
    private static String librariesOfAStranger() {
        String own = Path.of("target", "test-classes").toAbsolutePath().toString();
        return Arrays.stream(System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"))
                        .split(File.pathSeparator))
                .map(entry -> Path.of(entry).toAbsolutePath().toString())
                .filter(entry -> !entry.equals(own))
                .collect(Collectors.joining(File.pathSeparator));
    }
}
