package dev.avenant.schema;

import dev.avenant.finding.SourceLocation;
import dev.avenant.text.SchemaText;
import dev.avenant.text.Sentence;

/** A schema file that cannot be read as Avro; says where, what was expected and found, and what to do. */
public final class SchemaSyntaxException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final transient SourceLocation location;
    private final transient Sentence said;
    private final transient Sentence advised;
    private final boolean json;

    /**
     * A fault in a text that is JSON, said in English alone.
     *
     * @param location where the fault begins
     * @param problem what was expected and what was found, without a full stop at the end
     * @param fix what to do about it, one sentence without a full stop
     */
    public SchemaSyntaxException(SourceLocation location, String problem, String fix) {
        this(location, Sentence.quoting(problem), Sentence.quoting(fix), true);
    }

    private SchemaSyntaxException(SourceLocation location, Sentence said, Sentence advised, boolean json) {
        super(location + ": " + said + ". " + advised + ".");
        this.location = location;
        this.said = said;
        this.advised = advised;
        this.json = json;
    }

    /**
     * A fault in a text that is JSON.
     *
     * @param key of what was expected and found among {@link SchemaText}; what to do has {@code .fix} behind it
     */
    static SchemaSyntaxException of(SourceLocation location, String key, Object... arguments) {
        return of(location, key, SchemaText.of(key, arguments), true);
    }

    /** A text that is no JSON at all. */
    static SchemaSyntaxException notJson(SourceLocation location, String key, Object... arguments) {
        return of(location, key, SchemaText.of(key, arguments), false);
    }

    /** A value of another kind than the one that the key names. */
    static SchemaSyntaxException expected(String key, LocatedJson found) {
        Sentence problem = SchemaText.of("syntax.expected", SchemaText.of(key), found.kind());
        return of(found.location(), key, problem, true);
    }

    private static SchemaSyntaxException of(SourceLocation location, String key, Sentence said, boolean json) {
        Sentence advised = SchemaText.of(key + ".fix", said.arguments().toArray());
        return new SchemaSyntaxException(location, said, advised, json);
    }

    /**
     * A schema whose types are further inside each other than {@link SchemaLimits#MAX_TYPE_DEPTH}.
     *
     * @param depth how deep they are at least
     */
    public static SchemaSyntaxException tooDeep(SourceLocation location, int depth) {
        return of(location, "syntax.depth", String.valueOf(SchemaLimits.MAX_TYPE_DEPTH), String.valueOf(depth));
    }

    /** The part of a library's message before its details, on one line and without the full stop. */
    static String firstSentence(String message) {
        String line = message.lines().findFirst().orElse("").strip();
        int details = Math.max(line.indexOf(" (for "), line.indexOf(" (start "));
        String sentence = details > 0 ? line.substring(0, details) : line;
        String plain = sentence.endsWith(".") ? sentence.substring(0, sentence.length() - 1) : sentence;
        return plain.length() > 300 ? plain.substring(0, 300) + "…" : plain;
    }

    /** Whether the text is JSON, and only no Avro schema. */
    public boolean isJson() {
        return json;
    }

    /** Where the fault begins. */
    public SourceLocation location() {
        return location;
    }

    /** What was expected and what was found, without a full stop at the end. */
    public Sentence said() {
        return said;
    }

    /** What to do about it, without a full stop at the end. */
    public Sentence advised() {
        return advised;
    }

    /** What was expected and what was found. */
    public String problem() {
        return said.toString();
    }

    /** What to do about it. */
    public String fix() {
        return advised.toString();
    }
}
