package dev.avenant.registry.catalog;

import dev.avenant.registry.client.api.RegistryErrorCode;
import dev.avenant.registry.logical.LogicalSchemaException;
import dev.avenant.registry.logical.LogicalSchemas;
import java.util.Locale;
import org.apache.avro.AvroRuntimeException;
import org.apache.avro.Schema;

/** Schemas in the words of SQL ({@code format=logical}): Avro is what is registered and kept, whatever was sent. */
public final class LogicalFormat {

    private static final String ALLOWED = "must be one of AVRO, JSON, PROTOBUF";

    private final Catalog catalog;
    private final boolean strictReferenceVersions;

    /** Made with {@code strictReferenceVersions}: as {@link AvroSchemas} is. */
    public LogicalFormat(Catalog catalog, boolean strictReferenceVersions) {
        this.catalog = catalog;
        this.strictReferenceVersions = strictReferenceVersions;
    }

    /** A 42201: a text in this form does not say of itself which kind of schema it is to become. */
    public static RestException typeMissing() {
        return refused("schemaType is required when format=logical, and " + ALLOWED);
    }

    /** The text of a version; throws {@link RestException} 42201 for a schema that the language has no words for. */
    public String text(SchemaVersion version) {
        SchemaContent content = version.content();
        try {
            if (!content.isAvro()) {
                throw refused("Invalid schema type " + content.type());
            }
            ReferenceResolver references = new ReferenceResolver(catalog, false);
            references.resolve(version.subject(), content.references(), true);
            Schema schema = AvroSchemas.readHeld(content.text(), references.types());
            return LogicalSchemas.toText(schema, references.types());
        } catch (RestException refused) {
            throw refused;
        } catch (StackOverflowError tooDeep) {
            throw RestException.tooDeep();
        } catch (RuntimeException wordless) {
            throw refused("Stored schema cannot be represented as a logical type: " + wordless.getMessage());
        }
    }

    /** What a client sent in this form, in Avro's. Throws {@link RestException} 42201 for what is no such schema. */
    public RegistrationRequest toAvro(RegistrationRequest wanted) {
        SchemaContent content = wanted.content();
        if (content.text().isBlank()) {
            throw refused("Schema is required when format=logical");
        }
        LogicalSchemas.Script script = parse(content.text());
        ReferenceResolver references = resolved(wanted);
        switch (content.type().toUpperCase(Locale.ROOT)) {
            case SchemaContent.AVRO -> {
                // The only one that this registry takes.
            }
            case "JSON", "PROTOBUF" -> throw refused("Invalid schema type " + content.type());
            default -> throw refused("Unsupported schemaType '" + content.type() + "' for format=logical; " + ALLOWED);
        }
        try {
            Schema schema = script.toAvro(rootName(wanted.subject()), references.types());
            String text = SchemaNormalizer.of(schema, references.types());
            return wanted.with(new SchemaContent(text, content.references(), content.metadata(), content.ruleSet()));
        } catch (LogicalSchemaException | AvroRuntimeException | IllegalArgumentException unfit) {
            throw refused("Logical type schema cannot be represented as " + content.type() + ": " + unfit.getMessage());
        } catch (StackOverflowError tooDeep) {
            throw RestException.tooDeep();
        }
    }

    private static LogicalSchemas.Script parse(String text) {
        try {
            return LogicalSchemas.parse(text);
        } catch (LogicalSchemaException wrong) {
            throw refused("Invalid logical type schema: " + wrong.getMessage());
        } catch (StackOverflowError tooDeep) {
            throw RestException.tooDeep();
        }
    }

    private ReferenceResolver resolved(RegistrationRequest wanted) {
        ReferenceResolver references = new ReferenceResolver(catalog, strictReferenceVersions);
        try {
            references.resolve(wanted.subject(), wanted.content().references(), false);
        } catch (ReferenceResolver.UnreadableReference | AvroRuntimeException unreadable) {
            throw refused("Could not resolve schema references: " + unreadable.getMessage());
        }
        return references;
    }

    private static String rootName(String subject) {
        String name = subject.replaceAll("[^A-Za-z0-9_]", "_");
        return name.isEmpty() || Character.isDigit(name.charAt(0)) ? "Envelope" + name : name;
    }

    private static RestException refused(String message) {
        return RestException.of(RegistryErrorCode.INVALID_SCHEMA, message);
    }
}
