package dev.avenant.schema;

import dev.avenant.finding.SourceLocation;

/** A schema file that cannot be read as Avro; says where, what was expected and found, and what to do. */
public final class SchemaSyntaxException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final transient SourceLocation location;
    private final String problem;
    private final String fix;
    private final boolean json;

    /**
     * A fault in a text that is JSON.
     *
     * @param location where the fault begins
     * @param problem what was expected and what was found, without a full stop at the end
     * @param fix what to do about it, one sentence without a full stop
     */
    public SchemaSyntaxException(SourceLocation location, String problem, String fix) {
        super(location + ": " + problem + ". " + fix + ".");
        this.location = location;
        this.problem = problem;
        this.fix = fix;
        this.json = true;
    }

    private SchemaSyntaxException(String problem, SourceLocation location, String fix) {
        super(location + ": " + problem + ". " + fix + ".");
        this.location = location;
        this.problem = problem;
        this.fix = fix;
        this.json = false;
    }

    /** A text that is no JSON at all. */
    static SchemaSyntaxException notJson(SourceLocation location, String problem, String fix) {
        return new SchemaSyntaxException(problem, location, fix);
    }

    /**
     * A schema whose types are further inside each other than {@link SchemaLimits#MAX_TYPE_DEPTH}.
     *
     * @param depth how deep they are at least
     */
    public static SchemaSyntaxException tooDeep(SourceLocation location, int depth) {
        return new SchemaSyntaxException(
                location,
                "expected types inside each other at most " + SchemaLimits.MAX_TYPE_DEPTH + " deep but found at least "
                        + depth + ", counted with the types that the schema refers to",
                "Let the types refer to each other less deep");
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

    /** What was expected and what was found. */
    public String problem() {
        return problem;
    }

    /** What to do about it. */
    public String fix() {
        return fix;
    }
}
