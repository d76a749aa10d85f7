package dev.avenant.registry.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.avenant.registry.catalog.AvroSchemas;
import dev.avenant.registry.catalog.Catalog;
import dev.avenant.registry.catalog.QualifiedSubject;
import dev.avenant.registry.catalog.SchemaContent;
import dev.avenant.registry.catalog.SchemaRecord;
import dev.avenant.registry.catalog.SubjectDefaults;
import dev.avenant.registry.client.api.CompatibilityLevel;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("fast")
class SchemaResponseCacheTest {

    private static final int SCHEMAS = 68;
    private static final int LENGTH = 1 << 20;
    private static final int MOST_BYTES = 64 << 20;

    private final Catalog catalog = new Catalog(SubjectDefaults.of(CompatibilityLevel.BACKWARD));
    private final SchemaResponseCache cache =
            new SchemaResponseCache(catalog, new ResponseBodies(new AvroSchemas(catalog, false)));

    private byte[] answer(int id) {
        long changes = catalog.changes();
        return cache.plain(
                catalog.byId(QualifiedSubject.DEFAULT_CONTEXT, id, null).orElseThrow(), changes);
    }

    @Test
    void keepsNoMoreReadyAnswersThan64MiB() {
        String doc = "d".repeat(LENGTH);
        for (int id = 1; id <= SCHEMAS; id++) {
            String text = "{\"type\":\"record\",\"name\":\"R" + id + "\",\"doc\":\"" + doc + "\",\"fields\":[]}";
            SchemaContent content = new SchemaContent(text, List.of(), null, null);
            catalog.replay(new SchemaRecord("s" + id, 1, id, content, false), 0);
        }
        byte[][] first = new byte[SCHEMAS + 1][];
        for (int id = 1; id <= SCHEMAS; id++) {
            first[id] = answer(id);
        }

        long kept = 0;
        for (int id = SCHEMAS; id >= 1; id--) {
            kept += answer(id) == first[id] ? first[id].length : 0;
        }

        assertThat(kept).isBetween((long) MOST_BYTES / 2, (long) MOST_BYTES);
    }
}
