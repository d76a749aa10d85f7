package dev.avenant.serde;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Which package may know which, and what users see. */
@Tag("fast")
class PackagesTest {

    private static final String ROOT = "dev.avenant.serde";
    private static final JavaClasses SERDE = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages(ROOT);

    @Test
    void theCodecKnowsAvroAndWhatMakesClassesAndNothingElse() {
        assertThat(SERDE).anyMatch(type -> type.getPackageName().equals(ROOT + ".internal.codec"));

        classes()
                .that()
                .resideInAPackage(ROOT + ".internal.codec")
                .should()
                .onlyDependOnClassesThat()
                .resideInAnyPackage(
                        ROOT + ".internal.codec",
                        "org.apache.avro..",
                        "org.objectweb.asm",
                        "org.slf4j",
                        "org.jspecify.annotations",
                        "java..",
                        "javax.management")
                .check(SERDE);
    }

    @Test
    void packagesDoNotUseEachOtherInACircle() {
        slices().matching(ROOT + ".(**)").should().beFreeOfCycles().check(SERDE);
        assertThat(SERDE)
                .filteredOn(type -> !type.getPackageName().equals(ROOT)
                        && !type.getPackageName().equals(ROOT + ".streams"))
                .flatExtracting(JavaClass::getDirectDependenciesFromSelf)
                .noneMatch(used -> used.getTargetClass().getPackageName().equals(ROOT));
    }

    @Test
    void everyClassOfTheRootPackageIsForUsers() {
        Set<String> hidden = SERDE.stream()
                .filter(type -> type.getPackageName().equals(ROOT))
                .filter(JavaClass::isTopLevelClass)
                .filter(type -> !type.getModifiers().contains(JavaModifier.PUBLIC))
                .map(JavaClass::getSimpleName)
                .filter(name -> !name.equals("package-info"))
                .collect(Collectors.toCollection(TreeSet::new));

        assertThat(hidden).isEmpty();
    }
}
