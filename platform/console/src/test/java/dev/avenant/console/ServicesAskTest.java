package dev.avenant.console;

import static com.tngtech.archunit.core.domain.properties.CanBeAnnotated.Predicates.annotatedWith;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.properties.CanBeAnnotated;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import dev.avenant.console.access.Access;
import dev.avenant.console.audit.AuditLog;
import dev.avenant.console.cluster.PerCluster;
import dev.avenant.console.kafka.KafkaConnection;
import dev.avenant.console.registry.RegistryQuestions;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.springframework.stereotype.Component;

/** Pages and the REST API have Kafka and the registry by services alone, and each of these asks what may be seen. */
@Tag("fast")
class ServicesAskTest {

    private static final JavaClasses CLASSES = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages("dev.avenant.console");

    private static final DescribedPredicate<CanBeAnnotated> SERVICES =
            annotatedWith(Component.class).or(annotatedWith(PerCluster.class));

    @Test
    void noPageReachesKafkaOrTheRegistryPastTheServices() {
        noClasses()
                .that()
                .resideInAnyPackage("dev.avenant.console.web..", "dev.avenant.console.api..")
                .should()
                .dependOnClassesThat()
                .belongToAnyOf(KafkaConnection.class, RegistryQuestions.class, AuditLog.class)
                .check(CLASSES);
    }

    @Test
    void eachServiceThatReachesThemAsksWhatMayBeSeen() {
        var services = classes()
                .that()
                .resideInAnyPackage(
                        "dev.avenant.console.topics..",
                        "dev.avenant.console.contracts..",
                        "dev.avenant.console.events..",
                        "dev.avenant.console.registry..",
                        "dev.avenant.console.produce..",
                        "dev.avenant.console.deadletters..")
                .and(SERVICES)
                .and()
                .areNotAssignableTo(KafkaConnection.class)
                .and()
                .areNotAssignableTo(RegistryQuestions.class)
                .and()
                .arePublic();

        services.should().dependOnClassesThat().areAssignableTo(Access.class).check(CLASSES);
        assertThat(CLASSES.stream().filter(SERVICES).count()).isGreaterThan(10);
    }
}
