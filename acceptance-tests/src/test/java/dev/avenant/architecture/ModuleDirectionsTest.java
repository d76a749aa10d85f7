package dev.avenant.architecture;

import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.Dependency;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.library.dependencies.SliceAssignment;
import com.tngtech.archunit.library.dependencies.SliceIdentifier;
import dev.avenant.architecture.ArchitectureDocument.ModuleRow;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Holds docs/architecture.md against the poms and the compiled classes. */
@Tag("fast")
class ModuleDirectionsTest {

    private static final List<ModuleRow> MODULES = ArchitectureDocument.modules();

    private static final SliceAssignment PACKAGES = new SliceAssignment() {
        @Override
        public SliceIdentifier getIdentifierOf(JavaClass type) {
            return SliceIdentifier.of(type.getPackageName());
        }

        @Override
        public String getDescription() {
            return "packages";
        }
    };

    private static final Map<ModuleRow, JavaClasses> CLASSES = new HashMap<>();
    private static final Map<String, ModuleRow> MODULE_OF_CLASS = new HashMap<>();

    @BeforeAll
    static void readEveryModule() {
        for (ModuleRow module : MODULES) {
            JavaClasses classes = new ClassFileImporter().importPaths(module.classes());
            CLASSES.put(module, classes);
            classes.forEach(type -> MODULE_OF_CLASS.put(type.getName(), module));
        }
    }

    static List<ModuleRow> modules() {
        return MODULES;
    }

    @Test
    void namesEveryModuleOfTheBuildAndNoOther() {
        assertThat(MODULES).extracting(ModuleRow::folder).containsExactlyInAnyOrderElementsOf(Repository.modules());
    }

    @Test
    void namesNoModuleInARowThatHasNoneOfItsOwn() {
        Set<String> known = MODULES.stream().map(ModuleRow::name).collect(Collectors.toSet());

        assertThat(MODULES).allSatisfy(module -> assertThat(known).containsAll(module.uses()));
    }

    @ParameterizedTest
    @MethodSource("modules")
    void isCompiled(ModuleRow module) {
        if (module.isLibraryOrProgram()) {
            assertThat(classesOf(module)).as("compiled classes of %s", module).isNotEmpty();
        }
    }

    @ParameterizedTest
    @MethodSource("modules")
    void dependsOnWhatItsRowSays(ModuleRow module) {
        if (module.isLibraryOrProgram() || classesOf(module).isEmpty()) {
            assertThat(Repository.dependenciesOf(module.folder()))
                    .as("what the pom of %s depends on, and its row in docs/architecture.md", module)
                    .containsExactlyInAnyOrderElementsOf(module.uses());
        }
    }

    @ParameterizedTest
    @MethodSource("modules")
    void usesOnlyTheModulesItMay(ModuleRow module) {
        List<String> strayed = dependenciesOf(module)
                .filter(dependency -> moduleOf(dependency.getTargetClass())
                        .filter(used -> !used.equals(module) && !module.uses().contains(used.name()))
                        .isPresent())
                .map(dependency -> dependency.getOriginClass().getName() + " uses "
                        + dependency.getTargetClass().getName())
                .distinct()
                .sorted()
                .toList();

        assertThat(strayed)
                .as("what %s uses without being allowed to in docs/architecture.md", module)
                .isEmpty();
    }

    @ParameterizedTest
    @MethodSource("modules")
    void usesEachModuleThatItMay(ModuleRow module) {
        Set<String> used = dependenciesOf(module)
                .flatMap(dependency -> moduleOf(dependency.getTargetClass()).stream())
                .map(ModuleRow::name)
                .collect(Collectors.toSet());
        Set<String> withoutClasses = MODULES.stream()
                .filter(each -> classesOf(each).isEmpty())
                .map(ModuleRow::name)
                .collect(Collectors.toSet());

        used.addAll(Repository.runtimeDependenciesOf(module.folder()));

        assertThat(module.uses())
                .as("what %s may use in docs/architecture.md", module)
                .allSatisfy(name -> assertThat(used.contains(name) || withoutClasses.contains(name))
                        .as("%s uses %s", module, name)
                        .isTrue());
    }

    @ParameterizedTest
    @MethodSource("modules")
    void usesSpringOnlyWhereItMay(ModuleRow module) {
        List<String> spring = dependenciesOf(module)
                .filter(dependency -> dependency.getTargetClass().getName().startsWith("org.springframework."))
                .map(Dependency::getDescription)
                .toList();

        if (!module.spring()) {
            assertThat(spring).as("Spring in %s", module).isEmpty();
        } else if (module.isLibraryOrProgram()) {
            assertThat(spring).as("Spring in %s, as its row says", module).isNotEmpty();
        }
    }

    @ParameterizedTest
    @MethodSource("modules")
    void hasNoPackagesThatUseEachOtherInACircle(ModuleRow module) {
        slices().assignedFrom(PACKAGES)
                .should()
                .beFreeOfCycles()
                .allowEmptyShould(true)
                .check(classesOf(module));
    }

    @ParameterizedTest
    @MethodSource("modules")
    void knowsNoDomainInThePlatform(ModuleRow module) {
        if (!module.isOfThePlatform()) {
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
        for (JavaClass type :
                CLASSES.values().stream().flatMap(JavaClasses::stream).toList()) {
            if (isGenerated(type)) {
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

    /** The event classes are as Avro's generator makes them, and what measures is as JMH's does. */
    private static boolean isGenerated(JavaClass type) {
        JavaClass outer = type.getEnclosingClass().orElse(type);
        return outer.isAnnotatedWith("org.apache.avro.specific.AvroGenerated")
                || type.getPackageName().endsWith(".jmh_generated");
    }

    private static Stream<Dependency> dependenciesOf(ModuleRow module) {
        return classesOf(module).stream().flatMap(type -> type.getDirectDependenciesFromSelf().stream());
    }

    private static JavaClasses classesOf(ModuleRow module) {
        return Objects.requireNonNull(CLASSES.get(module));
    }

    private static Optional<ModuleRow> moduleOf(JavaClass type) {
        return Optional.ofNullable(
                MODULE_OF_CLASS.get(type.getBaseComponentType().getName()));
    }
}
