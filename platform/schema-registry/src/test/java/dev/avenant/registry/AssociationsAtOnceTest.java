package dev.avenant.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.avenant.registry.catalog.Associations;
import dev.avenant.registry.catalog.AvroSchemas;
import dev.avenant.registry.catalog.Catalog;
import dev.avenant.registry.catalog.RegistrationRequest;
import dev.avenant.registry.catalog.RegistryCoordinator;
import dev.avenant.registry.catalog.ResourceAssociation;
import dev.avenant.registry.catalog.RestException;
import dev.avenant.registry.catalog.SchemaContent;
import dev.avenant.registry.catalog.SchemaLookup;
import dev.avenant.registry.catalog.SchemaReference;
import dev.avenant.registry.catalog.SchemaRegistration;
import dev.avenant.registry.catalog.SubjectDefaults;
import dev.avenant.registry.catalog.SubjectDeletion;
import dev.avenant.registry.catalog.WriteOperation;
import dev.avenant.registry.client.api.CompatibilityLevel;
import dev.avenant.registry.log.InMemoryLog;
import dev.avenant.registry.log.LogCoordinator;
import dev.avenant.registry.log.RecordReplayer;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Somebody else's request comes between the checks of one for an association and its write. */
@Tag("fast")
class AssociationsAtOnceTest {

    private static final String OWN = ":.ns:t-value";
    private static final SchemaContent INT = new SchemaContent("\"int\"", List.of(), null, null);
    private static final SchemaContent RECORD =
            new SchemaContent("{\"type\":\"record\",\"name\":\"R\",\"fields\":[]}", List.of(), null, null);

    private final Catalog catalog = new Catalog(SubjectDefaults.of(CompatibilityLevel.BACKWARD));
    private final InMemoryLog log = new InMemoryLog();
    private final LatecomersFirst coordinator = new LatecomersFirst(new LogCoordinator(log));
    private final AvroSchemas schemas = new AvroSchemas(catalog, false);
    private final SchemaRegistration registration =
            new SchemaRegistration(catalog, coordinator, schemas, new SchemaLookup(catalog, schemas));
    private final SubjectDeletion deletion = new SubjectDeletion(catalog, coordinator);
    private final Associations associations = new Associations(catalog, coordinator, registration, deletion);

    /** Lets what came later write first, once. */
    private static final class LatecomersFirst implements RegistryCoordinator {

        private final RegistryCoordinator coordinator;
        private Runnable latecomer = () -> {};

        LatecomersFirst(RegistryCoordinator coordinator) {
            this.coordinator = coordinator;
        }

        void let(Runnable request) {
            latecomer = request;
        }

        @Override
        public <T> T write(WriteOperation<T> operation) {
            Runnable first = latecomer;
            latecomer = () -> {};
            first.run();
            return coordinator.write(operation);
        }
    }

    @BeforeEach
    void registerSharedSubjects() {
        log.start(new RecordReplayer(catalog, () -> {}));
        register("one", INT);
        register("two", INT);
    }

    private void register(String subject, SchemaContent schema) {
        registration.register(new RegistrationRequest(subject, schema, null, null, RegistrationRequest.Options.NONE));
    }

    private void associate(String id, @Nullable String subject, @Nullable SchemaContent schema) {
        associations.put(
                new Associations.Resource("t", "ns", id, null),
                List.of(new Associations.Requested(
                        subject, null, null, null, schema, RegistrationRequest.Options.NONE)),
                new Associations.Options(false, false, null));
    }

    private List<String> subjects() {
        return associations.find(held -> true).stream()
                .map(ResourceAssociation::subject)
                .toList();
    }

    @Test
    void leaveAResourceOneSubjectForItsValues() {
        coordinator.let(() -> associate("id", "two", null));

        assertThatThrownBy(() -> associate("id", "one", null))
                .isInstanceOf(RestException.class)
                .hasMessage("An association of type 'value' already exists for resource 't'");
        assertThat(subjects()).containsExactly("two");
    }

    @Test
    void areOneWhereTheyWantTheSame() {
        coordinator.let(() -> associate("id", "one", null));

        associate("id", "one", null);

        assertThat(subjects()).containsExactly("one");
    }

    @Test
    void giveASubjectOfItsOwnToOneResource() {
        coordinator.let(() -> associate("other", null, INT));

        assertThatThrownBy(() -> associate("id", null, INT))
                .isInstanceOf(RestException.class)
                .hasMessage("A strong association already exists for subject '" + OWN + "'");
        assertThat(associations.find(held -> true))
                .extracting(ResourceAssociation::resourceId)
                .containsExactly("other");
    }

    @Test
    void useNoSubjectThatIsGone() {
        coordinator.let(() -> deletion.deleteSubject("one", false));

        assertThatThrownBy(() -> associate("id", "one", null))
                .isInstanceOf(RestException.class)
                .hasMessage("No active (non-deleted) version exists for subject 'one'");
        assertThat(subjects()).isEmpty();
    }

    @Test
    void ownNoSubjectThatSomethingRefersTo() {
        register(OWN, RECORD);
        SchemaContent referring =
                new SchemaContent("\"R\"", List.of(new SchemaReference("R", "t-value", 1)), null, null);
        coordinator.let(() -> register(":.ns:user", referring));

        assertThatThrownBy(() -> associate("id", null, null))
                .isInstanceOf(RestException.class)
                .hasMessage("One or more references exist to the schema " + OWN + ".");
        assertThat(subjects()).isEmpty();
    }

    @Test
    void endOnlyWhatWasThereWhenItWasAskedFor() {
        associate("id", "one", null);
        coordinator.let(() -> {
            associations.remove("id", held -> true, false, false);
            associate("id", "one", null);
        });

        associations.remove("id", held -> true, false, false);

        assertThat(subjects()).containsExactly("one");
    }
}
