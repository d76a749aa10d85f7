package dev.avenant.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.Dependency;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ModuleDirectionsTest {

    private static JavaClasses classes;

    @BeforeAll
    static void readEveryModule() {
        classes = new ClassFileImporter()
                .importPaths(Arrays.stream(Module.values())
                        .map(Module::compiledClasses)
                        .toArray(Path[]::new));
    }

    @ParameterizedTest
    @EnumSource
    void isCompiled(Module module) {
        assertThat(classesOf(module)).as("compiled classes of %s", module).isNotEmpty();
    }

    @ParameterizedTest
    @EnumSource
    void usesOnlyTheModulesItMay(Module module) {
        List<String> strayed = dependenciesOf(module)
                .filter(dependency -> moduleOf(dependency.getTargetClass())
                        .filter(Predicate.not(module::mayUse))
                        .isPresent())
                .map(dependency -> dependency.getOriginClass().getName() + " uses "
                        + dependency.getTargetClass().getName())
                .distinct()
                .sorted()
                .toList();

        assertThat(strayed).as("what %s uses without leave", module).isEmpty();
    }

    @ParameterizedTest
    @EnumSource
    void keepsSpringOutOfPlainLibraries(Module module) {
        if (!Module.WITHOUT_SPRING.contains(module)) {
            return;
        }
        List<String> spring = dependenciesOf(module)
                .filter(dependency -> dependency.getTargetClass().getName().startsWith("org.springframework."))
                .map(Dependency::getDescription)
                .toList();

        assertThat(spring).as("Spring in %s", module).isEmpty();
    }

    @ParameterizedTest
    @EnumSource
    void knowsNoDomainInThePlatform(Module module) {
        if (!module.toString().startsWith("platform/")) {
            return;
        }
        List<String> foreign = classesOf(module).stream()
                .map(JavaClass::getPackageName)
                .filter(name -> !name.startsWith("dev.avenant"))
                .toList();

        assertThat(foreign).as("packages of %s outside dev.avenant", module).isEmpty();
    }

    @Test
    void saysInEveryPackageThatNothingIsNullUnlessItIsSaid() {
        TreeSet<String> described = new TreeSet<>();
        TreeSet<String> packages = new TreeSet<>();
        for (JavaClass type : classes) {
            if (moduleOf(type).filter(Predicate.not(Module.SCHEMA_GEN::equals)).isEmpty()) {
                continue;
            }
            packages.add(type.getPackageName());
            if (type.getSimpleName().equals("package-info")
                    && type.isAnnotatedWith("org.jspecify.annotations.NullMarked")) {
                described.add(type.getPackageName());
            }
        }
        assertThat(described).as("packages with a @NullMarked package-info").isEqualTo(packages);
    }

    private static Stream<Dependency> dependenciesOf(Module module) {
        return classesOf(module).stream().flatMap(type -> type.getDirectDependenciesFromSelf().stream());
    }

    private static List<JavaClass> classesOf(Module module) {
        return classes.stream()
                .filter(type -> moduleOf(type).filter(module::equals).isPresent())
                .toList();
    }

    private static Optional<Module> moduleOf(JavaClass type) {
        return type.getBaseComponentType()
                .getSource()
                .filter(source -> "file".equals(source.getUri().getScheme()))
                .map(source -> Path.of(source.getUri()))
                .flatMap(Module::compiledTo);
    }
}
