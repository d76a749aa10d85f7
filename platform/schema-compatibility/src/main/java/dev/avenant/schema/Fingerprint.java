package dev.avenant.schema;

import org.jspecify.annotations.Nullable;

/**
 * The fingerprint of a schema's text, made when it is first asked for: most files of a repository are only read to be found.
 * Safe for use by several threads.
 */
final class Fingerprint {
    private final String text;
    private final SchemaLimits limits;
    private volatile @Nullable String digits;

    private Fingerprint(String text, SchemaLimits limits, @Nullable String digits) {
        this.text = text;
        this.limits = limits;
        this.digits = digits;
    }

    /** That of a text that has been read under these limits. */
    static Fingerprint later(String text, SchemaLimits limits) {
        return new Fingerprint(text, limits, null);
    }

    /** That of a text of which the JSON is at hand. */
    static Fingerprint now(String text, SchemaLimits limits, LocatedJson json) {
        return new Fingerprint(text, limits, CanonicalText.sha256(json));
    }

    /** Whether two texts have one, which those that are the same word for word do. */
    boolean isThatOf(Fingerprint other) {
        return text.equals(other.text) || digits().equals(other.digits());
    }

    /** 64 hexadecimal digits. */
    String digits() {
        String known = digits;
        if (known == null) {
            known = CanonicalText.sha256(LocatedJson.parse("", text, limits));
            digits = known;
        }
        return known;
    }
}
