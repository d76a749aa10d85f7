package dev.avenant.publishing;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.jar.JarFile;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * {@code ./mvnw -P confluent}, with empty artifacts in the place of Confluent's, which Maven Central does not have, in a
 * local repository of its own. They ask for what Confluent's ask for where it is not what the others want.
 */
@Tag("process")
class ConfluentProfileIT {

    private static final String SERIALIZER = "io.confluent:kafka-avro-serializer:jar:%s:runtime";
    private static final String COMPRESS = "org.apache.commons:commons-compress";

    @TempDir
    private Path work;

    private String version = "";

    @BeforeEach
    void publishTheStandIns() throws IOException {
        version = Pom.root().one("/project/profiles/profile[id='confluent']/properties/confluent.version");
        publish("io.confluent", "kafka-avro-serializer", version, """
                <dependency><groupId>org.apache.avro</groupId><artifactId>avro</artifactId><version>%s</version></dependency>
                <dependency><groupId>org.apache.commons</groupId><artifactId>commons-compress</artifactId>
                <version>1.26.1</version></dependency>""".formatted(
                        Pom.root().one("/project/properties/avro.version")));
        publish("org.apache.commons", "commons-compress", "1.26.1", "");
    }

    @Test
    void givesEveryServiceAndTheBenchmarksConfluentsSerdeAndOneVersionOfEachLibrary() throws Exception {
        // Given the modules that have the profile
        List<Pom> modules =
                Pom.modules().stream().filter(ConfluentProfileIT::hasTheProfile).toList();
        assertThat(modules).extracting(Pom::artifactId).contains("benchmarks", "user-service", "search-service");
        Path trees = Files.createDirectory(work.resolve("trees"));

        // When the enforcer looks at what they have, and Maven writes it down
        String said = new Maven(work)
                .run(
                        Pom.ROOT,
                        with(
                                "-am",
                                "-pl",
                                modules.stream().map(Pom::folder).collect(Collectors.joining(",")),
                                "validate",
                                "dependency:tree",
                                "-Dincludes=io.confluent," + COMPRESS,
                                "-DoutputFile=" + trees.resolve("tree"),
                                "-DappendOutput=true"));

        // Then each has Confluent's classes beside ours, and no library in two versions
        assertThat(said).contains("Rule 2: org.apache.maven.enforcer.rules.dependency.DependencyConvergence passed");
        String tree = Files.readString(trees.resolve("tree"));
        assertThat(tree.split(SERIALIZER.formatted(version).replace(".", "\\."), -1))
                .hasSize(modules.size() + 1);
        assertThat(tree).contains(COMPRESS + ":jar:1.28.0").doesNotContain(COMPRESS + ":jar:1.26.1");
    }

    @Test
    void makesAProgramAnewThatWasBuiltWithoutIt() throws Exception {
        // Given a program of a module as the benchmarks are one, built as usual
        Path module = Files.createDirectory(work.resolve("program"));
        Files.writeString(module.resolve("pom.xml"), """
                <project>
                  <modelVersion>4.0.0</modelVersion>
                  <parent>
                    <groupId>dev.avenant</groupId>
                    <artifactId>avenant</artifactId>
                    <version>%s</version>
                    <relativePath>%s</relativePath>
                  </parent>
                  <artifactId>program</artifactId>
                  <properties>
                    <app.directory>${project.build.directory}/app</app.directory>
                    <app.libraries.phase>package</app.libraries.phase>
                  </properties>
                  <profiles>
                    <profile>
                      <id>confluent</id>
                      <dependencies>
                        <dependency>
                          <groupId>io.confluent</groupId>
                          <artifactId>kafka-avro-serializer</artifactId>
                          <scope>runtime</scope>
                        </dependency>
                      </dependencies>
                    </profile>
                  </profiles>
                </project>
                """.formatted(
                        Pom.root().one("/project/version"),
                        module.toRealPath().relativize(Pom.ROOT.toRealPath().resolve("pom.xml"))));
        Path app = module.resolve("target/app");
        new Maven(work).run(module, List.of("-P", "!static-checks", "-Dmaven.install.skip", "package"));
        assertThat(classPathOf(app.resolve("program.jar"))).doesNotContain("kafka-avro-serializer");

        // When it is built with the profile
        new Maven(work).run(module, with("package"));

        // Then Confluent's jar is beside it and it finds it there
        String jar = "kafka-avro-serializer-" + version + ".jar";
        assertThat(classPathOf(app.resolve("program.jar"))).contains("lib/" + jar);
        assertThat(app.resolve("lib").resolve(jar)).exists();
    }

    private static boolean hasTheProfile(Pom pom) {
        return Stream.of(pom.one("/project/profiles/profile[id='confluent']/id"))
                .anyMatch("confluent"::equals);
    }

    private static String classPathOf(Path jar) throws IOException {
        try (JarFile file = new JarFile(jar.toFile())) {
            return String.valueOf(file.getManifest().getMainAttributes().getValue("Class-Path"));
        }
    }

    private List<String> with(String... arguments) {
        return Stream.concat(
                        Stream.of(
                                "-o",
                                "-P",
                                "confluent,!static-checks",
                                "-Dmaven.repo.local=" + repository(),
                                "-Dmaven.repo.local.tail=" + System.getProperty("user.home") + "/.m2/repository"),
                        Stream.of(arguments))
                .toList();
    }

    private Path repository() {
        return work.resolve("repository");
    }

    private void publish(String group, String artifact, String artifactVersion, String dependencies)
            throws IOException {
        Path folder = Files.createDirectories(
                repository().resolve(group.replace('.', '/')).resolve(artifact).resolve(artifactVersion));
        String name = artifact + "-" + artifactVersion;
        Files.writeString(
                folder.resolve(name + ".pom"),
                "<project><modelVersion>4.0.0</modelVersion><groupId>%s</groupId><artifactId>%s</artifactId><version>%s</version><dependencies>%s</dependencies></project>"
                        .formatted(group, artifact, artifactVersion, dependencies));
        try (OutputStream file = Files.newOutputStream(folder.resolve(name + ".jar"))) {
            new JarOutputStream(file, new Manifest()).close();
        }
    }
}
