package dev.avenant.schema;

import dev.avenant.finding.Finding;
import dev.avenant.finding.LintRule;
import dev.avenant.finding.Rule;
import dev.avenant.finding.SchemaRule;
import dev.avenant.finding.SourceLocation;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.avro.AvroRuntimeException;
import org.apache.avro.NameValidator;
import org.apache.avro.Schema;

/**
 * One schema file, read safely: bounded in size and depth, names checked, no class loaded and no code run for what the
 * file says. It knows which types it defines, which it needs from elsewhere, and where each stands in the text.
 *
 * <p>Reading happens in two steps, so that files can be read in any order: {@link #parse} needs the text alone;
 * {@link #resolve} turns it into a {@link Schema} once the types it refers to are at hand. Safe for use by several
 * threads.
 */
public final class SchemaSource {
    /** How Avro's parser begins to say that a name has a type already; the name follows. */
    private static final String REDEFINED = "Can't redefine: ";

    private static final Set<Rule> INVALID = Set.of(SchemaRule.ENUM_DEFAULT_NOT_A_SYMBOL, LintRule.DEFAULT_CANNOT_WORK);

    private final String file;
    private final String readAs;
    private final String text;
    private final Map<String, SourceLocation> declared;
    private final SchemaFileReader reading;
    private final boolean named;
    private final Fingerprint fingerprint;
    private final String repairedText;
    private final boolean verbatim;
    private final Places places;

    private SchemaSource(
            String file,
            String text,
            LocatedJson json,
            Map<String, SourceLocation> declared,
            boolean verbatim,
            Fingerprint fingerprint,
            boolean placesLater) {
        this.file = file;
        this.readAs = file;
        this.text = text;
        this.verbatim = verbatim;
        this.declared = Map.copyOf(declared);
        this.reading = new SchemaFileReader(json, !placesLater);
        this.places = placesLater ? Places.later(file, text) : Places.of(reading.places());
        this.named = json.object() != null;
        this.fingerprint = fingerprint;
        this.repairedText = needsRepair() ? CanonicalText.without(json, invalid()) : withoutMark(text);
    }

    private SchemaSource(String file, SchemaSource same) {
        this.file = file;
        this.readAs = same.readAs;
        this.text = same.text;
        this.verbatim = same.verbatim;
        this.declared = same.declared;
        this.reading = same.reading;
        this.named = same.named;
        this.fingerprint = same.fingerprint;
        this.repairedText = same.repairedText;
        this.places = same.places;
    }

    /**
     * Reads the text of a schema.
     *
     * @param file what messages call it
     * @throws SchemaSyntaxException when it is no JSON or no Avro schema, with the place
     */
    public static SchemaSource parse(String file, String text) {
        return parse(file, text, SchemaLimits.DEFAULT);
    }

    /** As {@link #parse(String, String)}, with limits of the caller's choice. */
    public static SchemaSource parse(String file, String text, SchemaLimits limits) {
        LocatedJson json = LocatedJson.parse(file, text, limits);
        return new SchemaSource(file, text, json, Map.of(), true, Fingerprint.later(text, limits), false);
    }

    /**
     * A schema that was made of a text in another notation, such as Avro IDL.
     *
     * @param file what messages call the file with that text
     * @param json the schema
     * @param declared where its types ({@code a.R}), fields ({@code a.R.field}) and symbols ({@code a.E.SYMBOL}) stand
     *     in the text; what is not there stands where its type does, or at the beginning
     */
    public static SchemaSource translated(String file, String json, Map<String, SourceLocation> declared) {
        LocatedJson read = LocatedJson.parse(file, json, SchemaLimits.DEFAULT);
        return new SchemaSource(
                file, json, read, declared, false, Fingerprint.later(json, SchemaLimits.DEFAULT), false);
    }

    /**
     * Reads the bytes of a protocol ({@code .avpr}): each of the types that it declares, in their order. A type can use
     * those before it.
     *
     * @param file what messages call it
     * @throws SchemaSyntaxException when it is too large, no UTF-8, no JSON or no Avro protocol
     */
    public static List<SchemaSource> decodeProtocol(String file, byte[] bytes) {
        LocatedJson json = LocatedJson.parse(file, text(file, bytes), SchemaLimits.DEFAULT);
        return new ProtocolFileReader(json)
                .types().stream().map(type -> ofProtocol(file, type)).toList();
    }

    private static SchemaSource ofProtocol(String file, LocatedJson type) {
        String text = CanonicalText.without(type, List.of());
        Fingerprint fingerprint = Fingerprint.now(text, SchemaLimits.DEFAULT, type);
        return new SchemaSource(file, text, type, Map.of(), false, fingerprint, false);
    }

    /**
     * Reads a schema file, which is called by its path in messages.
     *
     * @throws SchemaSyntaxException when it is too large, no UTF-8, no JSON or no Avro schema
     * @throws IOException when it cannot be read
     */
    public static SchemaSource read(Path path) throws IOException {
        String file = path.toString().replace('\\', '/');
        long bytes = Files.size(path);
        if (bytes > SchemaLimits.DEFAULT.maxCharacters()) {
            throw tooLarge(file, bytes);
        }
        return decode(file, Files.readAllBytes(path));
    }

    /**
     * Reads the bytes of a schema file.
     *
     * @param file what messages call it
     * @throws SchemaSyntaxException when it is too large, no UTF-8, no JSON or no Avro schema
     */
    public static SchemaSource decode(String file, byte[] bytes) {
        return parse(file, text(file, bytes));
    }

    /**
     * As {@link #decode}, for one of many files, of each of which the fingerprint will be asked for and of few anything else:
     * the fingerprint is made while the text is taken apart, and where its parts stand is found when it is asked for.
     */
    public static SchemaSource decodeWithFingerprint(String file, byte[] bytes) {
        String text = text(file, bytes);
        LocatedJson json = LocatedJson.parse(file, text, SchemaLimits.DEFAULT);
        Fingerprint fingerprint = Fingerprint.now(text, SchemaLimits.DEFAULT, json);
        return new SchemaSource(file, text, json, Map.of(), true, fingerprint, true);
    }

    /**
     * The same text in another file, without reading it again.
     *
     * @param other what messages call that file
     */
    public SchemaSource in(String other) {
        return other.equals(file) ? this : new SchemaSource(other, this);
    }

    /** A place in the file by the name that the file has here. */
    private SourceLocation here(SourceLocation place) {
        return file.equals(readAs) || !place.file().equals(readAs)
                ? place
                : new SourceLocation(file, place.line(), place.column());
    }

    private Finding here(Finding fault) {
        SourceLocation place = fault.newLocation();
        return place == null
                ? fault
                : fault.toBuilder().at(fault.oldLocation(), here(place)).build();
    }

    private static String text(String file, byte[] bytes) {
        if (bytes.length > SchemaLimits.DEFAULT.maxCharacters()) {
            throw tooLarge(file, bytes.length);
        }
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .onMalformedInput(CodingErrorAction.REPORT)
                    .onUnmappableCharacter(CodingErrorAction.REPORT)
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
        } catch (CharacterCodingException e) {
            throw SchemaSyntaxException.of(SourceLocation.startOf(file), "syntax.utf");
        }
    }

    private static SchemaSyntaxException tooLarge(String file, long bytes) {
        return SchemaSyntaxException.of(
                SourceLocation.startOf(file),
                "syntax.bytes",
                String.valueOf(SchemaLimits.DEFAULT.maxCharacters()),
                String.valueOf(bytes));
    }

    /** What messages call the file. */
    public String file() {
        return file;
    }

    /** The text as it was read. */
    public String text() {
        return text;
    }

    /** Whether the file holds this text, so that an edit of the one is an edit of the other; not so for other notations. */
    public boolean isVerbatim() {
        return verbatim;
    }

    /** Full name of the type that the file is about; empty when the schema is a union or has no name. */
    public Optional<String> fullName() {
        return named ? reading.definitions().stream().findFirst() : Optional.empty();
    }

    /** Full names of the types that the file defines, the outermost first. */
    public Set<String> definitions() {
        return Set.copyOf(reading.definitions());
    }

    /** Whether the file itself says what the type is, rather than one that it imports. */
    public boolean declares(String fullName) {
        SourceLocation place = declared.get(fullName);
        return reading.definitions().contains(fullName)
                && (place == null || here(place).file().equals(file));
    }

    /** Full names that the file uses and does not define, in the order of their first use. */
    public List<String> references() {
        return List.copyOf(reading.references().keySet());
    }

    /** What the file says that can be read but must not stay. */
    public List<Finding> faults() {
        return reading.faults().stream().map(this::here).toList();
    }

    /** Those of the {@link #faults()} that cannot work as Avro and are left out of the schema; the others are Java. */
    public List<Finding> invalid() {
        return reading.faults().stream()
                .filter(fault -> INVALID.contains(fault.rule()))
                .map(this::here)
                .toList();
    }

    /**
     * Where a type, field or symbol of this file stands.
     *
     * @param element {@code a.Record}, {@code a.Record.field} or {@code a.Enum.SYMBOL}
     */
    public Optional<SourceLocation> locationOf(String element) {
        SourceLocation place = declared.get(element);
        if (place != null || declared.isEmpty()) {
            return Optional.ofNullable(place == null ? places.byElement().get(element) : place)
                    .map(this::here);
        }
        return places.byElement().containsKey(element) ? Optional.of(start()) : Optional.empty();
    }

    /** Where the schema begins. */
    public SourceLocation start() {
        return here(
                declared.isEmpty()
                        ? reading.start()
                        : fullName().map(declared::get).orElse(SourceLocation.startOf(file)));
    }

    /** Where the file first uses a type that it does not define. */
    public Optional<SourceLocation> locationOfReference(String fullName) {
        return Optional.ofNullable(reading.references().get(fullName)).map(this::here);
    }

    /**
     * A fingerprint of everything the file says: names, types, defaults, logical types, tags, docs and aliases. The
     * order of the keys of an object, spaces and line ends do not count; the order of fields and symbols does.
     *
     * @return 64 hexadecimal digits (SHA-256)
     */
    public String fingerprint() {
        return fingerprint.digits();
    }

    /** Whether another file says the same, which is whether both have one {@link #fingerprint()}. */
    public boolean saysTheSameAs(SchemaSource other) {
        return places.byElement().keySet().equals(other.places.byElement().keySet())
                && fingerprint.isThatOf(other.fingerprint);
    }

    /** The schema of a file that needs no other. */
    public Schema resolve() {
        return resolve(List.of());
    }

    /**
     * The schema, of which the types in {@code known} that it refers to become part. A default that does not fit its field is left
     * in place for the checks to report; one that Avro's parser would fail on, an enum's that is none of its symbols or
     * a double's that is no number, is left out and listed in {@link #faults()}.
     *
     * @throws SchemaSyntaxException when a reference is not among {@code known}, Avro refuses the schema, or its types are
     *     inside each other more than {@value SchemaLimits#MAX_TYPE_DEPTH} deep
     */
    public Schema resolve(Collection<Schema> known) {
        Schema schema = parsed(known);
        int depth = SchemaExtent.of(List.of(schema)).depth();
        if (depth > SchemaLimits.MAX_TYPE_DEPTH) {
            throw SchemaSyntaxException.tooDeep(start(), depth);
        }
        return schema;
    }

    private Schema parsed(Collection<Schema> known) {
        Set<String> available = known.stream().map(Schema::getFullName).collect(Collectors.toSet());
        reading.references().forEach((name, place) -> {
            if (!available.contains(name) && !available.contains(name.substring(name.lastIndexOf('.') + 1))) {
                throw SchemaSyntaxException.of(here(place), "syntax.no-type", name);
            }
        });
        try {
            return ReferencingParser.parse(repairedText, known, NameValidator.STRICT_VALIDATOR);
        } catch (AvroRuntimeException e) {
            String message = e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
            SourceLocation again = message.startsWith(REDEFINED)
                    ? reading.redefinitions().get(message.substring(REDEFINED.length()))
                    : null;
            if (again != null) {
                throw SchemaSyntaxException.of(
                        here(again), "syntax.defined-again", message.substring(REDEFINED.length()));
            }
            throw SchemaSyntaxException.of(start(), "syntax.refused", SchemaSyntaxException.firstSentence(message));
        }
    }

    private static String withoutMark(String text) {
        return text.startsWith("\uFEFF") ? text.substring(1) : text;
    }

    private boolean needsRepair() {
        return !invalid().isEmpty();
    }
}
