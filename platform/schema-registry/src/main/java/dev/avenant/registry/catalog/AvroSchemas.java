package dev.avenant.registry.catalog;

import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import dev.avenant.registry.client.api.RegistryErrorCode;
import dev.avenant.schema.ReferencingParser;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Supplier;
import org.apache.avro.AvroRuntimeException;
import org.apache.avro.NameValidator;
import org.apache.avro.Schema;
import org.jspecify.annotations.Nullable;

/** Reads Avro schemas together with the registered schemas that they refer to. */
public final class AvroSchemas {

    private static final int MAX_DEPTH = 500;

    private final Catalog catalog;
    private final boolean strictReferenceVersions;

    /**
     * Reads schemas of one registry.
     *
     * @param catalog where references are looked up
     * @param strictReferenceVersions whether a schema may refer to one version of a name only, itself or through others
     */
    public AvroSchemas(Catalog catalog, boolean strictReferenceVersions) {
        this.catalog = catalog;
        this.strictReferenceVersions = strictReferenceVersions;
    }

    /**
     * A schema that was read.
     *
     * @param schema what Avro made of it, with every reference resolved
     * @param content its text in the one form that is stored and compared, and the references with their real versions
     */
    public record Parsed(Schema schema, SchemaContent content) {

        /** The text with every referenced type written out. Throws {@link RestException} 42201 when that is too deep. */
        public String resolvedText() {
            try {
                return schema.toString();
            } catch (StackOverflowError tooDeep) {
                throw RestException.tooDeep();
            } catch (AvroRuntimeException failed) {
                throw failed.getCause() instanceof StreamConstraintsException ? RestException.tooDeep() : failed;
            }
        }
    }

    /**
     * How strictly a schema is read.
     *
     * @param fresh whether it is to be a new one, whose defaults must be right, and which refers to nothing that is softly deleted
     * @param normalized whether to bring it into its normal form
     */
    record ParseOptions(boolean fresh, boolean normalized) {}

    /** Reads what a version holds, which was found right when it was registered; its references may be deleted by now. */
    public Parsed parse(SchemaVersion version) {
        SchemaContent content = version.content();
        return guarded(version.subject(), null, content, () -> {
            ReferenceResolver references = new ReferenceResolver(catalog, false);
            List<SchemaReference> resolved = references.resolve(version.subject(), content.references(), true);
            Schema schema = readHeld(content.text(), references.types());
            return new Parsed(schema, content.withText(text(schema, references.types()), resolved));
        });
    }

    /**
     * Reads what a client sent. Throws {@link RestException} 42201 for what is no Avro schema or refers to what is not
     * registered.
     */
    Parsed parse(RegistrationRequest wanted, ParseOptions options) {
        SchemaContent content = wanted.content();
        return guarded(wanted.subject(), wanted.id(), content, () -> {
            ReferenceResolver references = new ReferenceResolver(catalog, strictReferenceVersions);
            List<SchemaReference> resolved =
                    references.resolve(wanted.subject(), content.references(), !options.fresh());
            requireFlat(content.text());
            Schema sent = readSent(content.text(), references.types(), options.fresh());
            return options.normalized()
                    ? normalized(content, sent, references.types(), resolved)
                    : new Parsed(sent, content.withText(text(sent, references.types()), resolved));
        });
    }

    private static Parsed guarded(
            String subject, @Nullable Integer id, SchemaContent content, Supplier<Parsed> reading) {
        if (!content.isAvro()) {
            throw RestException.of(RegistryErrorCode.INVALID_SCHEMA, "Invalid schema type " + content.type());
        }
        try {
            return reading.get();
        } catch (RestException fault) {
            throw fault;
        } catch (RuntimeException unreadable) {
            // Avro throws much besides its own exceptions for what it cannot read.
            throw invalid(subject, id, content, String.valueOf(unreadable.getMessage()));
        } catch (StackOverflowError tooDeep) {
            throw invalid(subject, id, content, "nested too deeply");
        }
    }

    private static Parsed normalized(
            SchemaContent content, Schema sent, Collection<Schema> known, List<SchemaReference> resolved) {
        Schema schema = readHeld(SchemaNormalizer.of(sent, known), known);
        List<SchemaReference> sorted = new ArrayList<>(new LinkedHashSet<>(resolved));
        sorted.sort(Comparator.comparing(SchemaReference::requiredName)
                .thenComparing(SchemaReference::requiredSubject)
                .thenComparing(SchemaReference::requiredVersion));
        return new Parsed(schema, content.withText(text(schema, known), sorted));
    }

    @SuppressWarnings("deprecation") // Avro has no other way to leave referenced types out of the text.
    private static String text(Schema schema, Collection<Schema> known) {
        return known.isEmpty() ? schema.toString() : schema.toString(known, false);
    }

    /**
     * A text that comes from a client may use every type of the schemas that it refers to, those inside them too, and
     * define none anew. One that is not to be a new schema may have any default, and any namespace.
     */
    private static Schema readSent(String text, Collection<Schema> known, boolean fresh) {
        Map<String, Schema> types = new LinkedHashMap<>();
        known.forEach(schema -> addNamed(schema, types));
        Schema schema = read(text, readable -> {
            Schema.Parser parser =
                    new Schema.Parser(fresh ? NameValidator.STRICT_VALIDATOR : NameValidator.NO_VALIDATION);
            parser.setValidateDefaults(fresh);
            parser.addTypes(types.values());
            return parser.parse(readable);
        });
        if (!fresh) {
            SimpleNames.requireValid(schema);
        }
        return schema;
    }

    /** A text that is kept has the inner types that it uses written out. */
    static Schema readHeld(String text, Collection<Schema> known) {
        return read(text, readable -> ReferencingParser.parse(readable, known, NameValidator.NO_VALIDATION));
    }

    private static Schema read(String text, Function<String, Schema> parser) {
        try {
            return parser.apply(text);
        } catch (AvroRuntimeException unreadable) {
            String unwrapped = WrappedNames.unwrap(text);
            if (unwrapped == null) {
                throw unreadable;
            }
            return parser.apply(unwrapped);
        }
    }

    private static void addNamed(Schema schema, Map<String, Schema> types) {
        switch (schema.getType()) {
            case ARRAY -> addNamed(schema.getElementType(), types);
            case MAP -> addNamed(schema.getValueType(), types);
            case UNION -> schema.getTypes().forEach(branch -> addNamed(branch, types));
            case ENUM, FIXED -> types.putIfAbsent(schema.getFullName(), schema);
            case RECORD -> {
                if (types.putIfAbsent(schema.getFullName(), schema) == null) {
                    schema.getFields().forEach(field -> addNamed(field.schema(), types));
                }
            }
            default -> {
                // Primitive types have no names of their own.
            }
        }
    }

    private static void requireFlat(String text) {
        int depth = 0;
        boolean quoted = false;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (quoted) {
                if (c == '\\') {
                    i++;
                } else if (c == '"') {
                    quoted = false;
                }
            } else if (c == '"') {
                quoted = true;
            } else if (c == '{' || c == '[') {
                if (++depth > MAX_DEPTH) {
                    throw new ReferenceResolver.UnreadableReference(
                            "expected at most " + MAX_DEPTH + " objects and arrays inside each other but found more");
                }
            } else if (c == '}' || c == ']') {
                depth--;
            }
        }
    }

    private static RestException invalid(String subject, @Nullable Integer id, SchemaContent content, String reason) {
        String references = content.references().stream()
                .map(SchemaReference::describe)
                .toList()
                .toString();
        return RestException.of(
                RegistryErrorCode.INVALID_SCHEMA,
                "Invalid schema of type AVRO, details: Invalid schema {subject=" + subject + ",version=null,id="
                        + (id == null ? "null" : "0") + ",guid=" + content.guid() + ",schemaType=AVRO,references="
                        + references + ",metadata=" + content.metadata() + ",ruleSet=" + content.ruleSet()
                        + ",schema=" + content.text() + ",schemaTags=null,ts=null,deleted=null} with refs " + references
                        + " of type AVRO, details: " + reason);
    }
}
