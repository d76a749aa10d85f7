package dev.avenant.messaging;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Which package may know which. */
@Tag("fast")
class PackagesTest {

    private static final String INTERNAL = "dev.avenant.messaging.internal";
    private static final JavaClasses STARTER = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .withImportOption(new ImportOption.DoNotIncludeJars())
            .importPackages("dev.avenant.messaging");

    @Test
    void partsDoNotUseEachOtherInACircle() {
        assertThat(STARTER).anyMatch(type -> type.getPackageName().equals(INTERNAL + ".failure"));

        slices().matching(INTERNAL + ".(*)..").should().beFreeOfCycles().check(STARTER);
    }

    @Test
    void noPartKnowsHowItIsPutTogether() {
        noClasses()
                .that()
                .resideInAPackage(INTERNAL + "..")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("dev.avenant.messaging.autoconfigure")
                .check(STARTER);
    }
}
