package dev.avenant.serde.internal.schema;

import dev.avenant.registry.client.RegistryException;
import dev.avenant.registry.client.api.RegisteredSchema;
import dev.avenant.registry.client.api.SchemaReference;
import java.util.HashSet;
import java.util.Set;
import java.util.function.Function;
import org.apache.avro.AvroRuntimeException;
import org.apache.avro.Schema;
import org.jspecify.annotations.Nullable;

/** Parses what the registry holds, with what it refers to. */
public final class ReferencedSchemaParser {

    private final Function<SchemaReference, RegisteredSchema> references;
    private final Schema.Parser parser = new Schema.Parser().setValidateDefaults(false);
    private final Set<SchemaReference> done = new HashSet<>();

    private ReferencedSchemaParser(Function<SchemaReference, RegisteredSchema> references) {
        this.references = references;
    }

    /**
     * Parses a schema of the registry together with those that it refers to.
     *
     * @param references where the schemas come from that this one refers to
     */
    public static Schema parse(RegisteredSchema registered, Function<SchemaReference, RegisteredSchema> references) {
        if (registered.schemaType() != null && !registered.schemaType().equals("AVRO")) {
            throw new RegistryException(
                    RegistryException.Kind.REJECTED,
                    200,
                    0,
                    "The schema is of type " + registered.schemaType() + "; only AVRO is read",
                    null);
        }
        ReferencedSchemaParser texts = new ReferencedSchemaParser(references);
        registered.referencesOrNone().forEach(texts::parseReference);
        return texts.parse(registered.schema());
    }

    private void parseReference(SchemaReference reference) {
        if (!done.add(reference)) {
            return;
        }
        RegisteredSchema used = references.apply(reference);
        used.referencesOrNone().forEach(this::parseReference);
        if (!parser.getTypes().containsKey(reference.name())) {
            parse(used.schema());
        }
    }

    private Schema parse(@Nullable String text) {
        try {
            return parser.parse(text == null ? "" : text);
        } catch (AvroRuntimeException invalid) {
            throw new RegistryException(
                    RegistryException.Kind.NOT_A_REGISTRY,
                    200,
                    0,
                    "The registry's answer is no Avro schema: " + invalid.getMessage(),
                    invalid);
        }
    }
}
