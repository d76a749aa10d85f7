package dev.avenant.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * Each test class says how heavy it is: {@code fast} needs nothing but its JVM (a registry in memory may listen in it),
 * {@code broker} starts Kafka or PostgreSQL, {@code process} starts processes.
 */
@Tag("fast")
class TestTagsTest {

    private static final Set<String> TAGS = Set.of("fast", "broker", "process");
    private static final Set<String> HEAVY = Set.of(
            "dev.avenant.kafka.embedded.KafkaBroker",
            "dev.avenant.kafka.embedded.EmbeddedKafka",
            "dev.avenant.stack.LocalStack",
            "dev.avenant.testing.ServiceTestEnvironment",
            "io.zonky.test.db.postgres.embedded.EmbeddedPostgres",
            "java.lang.ProcessBuilder");

    private static JavaClasses classes;

    @BeforeAll
    static void readTheTestsOfEveryModule() {
        classes = new ClassFileImporter()
                .importPaths(Repository.modules().stream()
                        .map(module -> Repository.ROOT.resolve(module).resolve("target/test-classes"))
                        .filter(Files::isDirectory)
                        .toArray(Path[]::new));
    }

    @Test
    void areOnEveryTestClassOneEach() {
        List<String> wrong = testClasses()
                .filter(type -> tagsOf(type).size() != 1 || !TAGS.containsAll(tagsOf(type)))
                .map(type -> type.getName() + " has " + tagsOf(type))
                .sorted()
                .toList();

        assertThat(wrong)
                .as("test classes without exactly one of @Tag(\"fast\"), @Tag(\"broker\") and @Tag(\"process\")")
                .isEmpty();
    }

    @Test
    void areNotFastWhereABrokerADatabaseOrAProcessIsStarted() {
        List<String> wrong = testClasses()
                .filter(type -> tagsOf(type).contains("fast"))
                .flatMap(type -> Stream.concat(Stream.of(type), type.getAllRawSuperclasses().stream())
                        .flatMap(each -> each.getDirectDependenciesFromSelf().stream())
                        .map(dependency -> dependency.getTargetClass().getName())
                        .filter(HEAVY::contains)
                        .map(heavy -> type.getName() + " uses " + heavy))
                .distinct()
                .sorted()
                .toList();

        assertThat(wrong).as("test classes that are not fast").isEmpty();
    }

    private static Stream<JavaClass> testClasses() {
        return classes.stream()
                .filter(type -> type.isTopLevelClass() && !type.getModifiers().contains(JavaModifier.ABSTRACT))
                .filter(type -> type.getAllMethods().stream()
                        .anyMatch(method -> method.getAnnotations().stream()
                                .anyMatch(annotation -> annotation
                                                .getRawType()
                                                .isMetaAnnotatedWith("org.junit.platform.commons.annotation.Testable")
                                        || annotation.getRawType().getName().startsWith("org.junit.jupiter.params."))));
    }

    private static Set<String> tagsOf(JavaClass type) {
        return Stream.concat(Stream.of(type), type.getAllRawSuperclasses().stream())
                .flatMap(each -> each.tryGetAnnotationOfType(Tag.class).stream())
                .map(Tag::value)
                .collect(Collectors.toCollection(TreeSet::new));
    }
}
