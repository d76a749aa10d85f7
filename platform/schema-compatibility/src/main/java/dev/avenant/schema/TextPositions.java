package dev.avenant.schema;

import dev.avenant.finding.SourceLocation;

/** Lines and columns of offsets in a text, as JSON's reader counts them. */
final class TextPositions {
    private final String file;
    private final String text;

    TextPositions(String file, String text) {
        this.file = file;
        this.text = text;
    }

    SourceLocation at(int offset) {
        int line = 1;
        int lineStart = 0;
        for (int i = 0; i < offset; i++) {
            char c = text.charAt(i);
            boolean ends = c == '\n' || (c == '\r' && (i + 1 >= text.length() || text.charAt(i + 1) != '\n'));
            if (ends) {
                line++;
                lineStart = i + 1;
            }
        }
        return new SourceLocation(file, line, offset - lineStart + 1);
    }
}
