package dev.avenant.schema;

import dev.avenant.finding.SourceLocation;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Where each type ({@code a.R}), field ({@code a.R.field}) and symbol ({@code a.E.SYMBOL}) of a text stands first. They take as
 * much memory as the text, and of many files only those are asked in which something is found: those of such files are
 * read when they are first asked for. Safe for use by several threads.
 */
final class Places {
    private final String file;
    private final String text;
    private volatile @Nullable Map<String, SourceLocation> known;

    private Places(String file, String text, @Nullable Map<String, SourceLocation> known) {
        this.file = file;
        this.text = text;
        this.known = known;
    }

    /** Those that are known already. */
    static Places of(Map<String, SourceLocation> known) {
        return new Places("", "", known);
    }

    /** Those of a text that has been read under the usual limits. */
    static Places later(String file, String text) {
        return new Places(file, text, null);
    }

    Map<String, SourceLocation> byElement() {
        Map<String, SourceLocation> read = known;
        if (read == null) {
            read = new SchemaFileReader(LocatedJson.parse(file, text, SchemaLimits.DEFAULT), true).places();
            known = read;
        }
        return read;
    }
}
