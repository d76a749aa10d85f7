package dev.avenant.registry.catalog;

import static org.assertj.core.api.Assertions.assertThat;

import dev.avenant.registry.client.api.CompatibilityLevel;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.avro.Schema;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What a schema refers to is read no more often than it is there. */
@Tag("fast")
class ReferenceResolverTest {

    private final Catalog catalog = new Catalog(SubjectDefaults.of(CompatibilityLevel.BACKWARD));

    @Test
    void readsAVersionOnceByWhateverNamesItIsReferredTo() {
        // A type without a name is another one whenever it is read.
        SchemaContent used = new SchemaContent("{\"type\":\"array\",\"items\":\"int\"}", List.of(), null, null);
        catalog.replay(new SchemaRecord("used", 1, 1, used, false), 1);
        List<SchemaReference> references = IntStream.range(0, 50)
                .mapToObj(i -> new SchemaReference("n" + i, "used", 1))
                .toList();

        ReferenceResolver resolver = new ReferenceResolver(catalog, false);
        resolver.resolve("user", references, false);

        Schema read = resolver.types().iterator().next();
        assertThat(resolver.types())
                .hasSize(50)
                .allSatisfy(type -> assertThat(type).isSameAs(read));
    }
}
