package dev.avenant.edit;

import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Edits that together may mend a finding. Nobody has tried them yet.
 *
 * @param edits made together, at least one
 * @param condition what must be so for them to be right and is not said by the schemas, such as {@code if email is the
 *     former mail}; null when there is no such thing
 */
public record EditProposal(List<SchemaEdit> edits, @Nullable String condition) {
    public EditProposal {
        edits = List.copyOf(edits);
        if (edits.isEmpty()) {
            throw new IllegalArgumentException("a proposal must have at least one edit but had none");
        }
    }

    /** Edits that are right whatever is meant. */
    public static EditProposal of(SchemaEdit... edits) {
        return new EditProposal(List.of(edits), null);
    }

    /** What to write, one sentence with its full stop. */
    public String sentence() {
        StringBuilder sentence = new StringBuilder();
        for (SchemaEdit edit : edits) {
            String words = edit.sentence();
            sentence.append(
                    sentence.length() == 0
                            ? words
                            : ", and " + words.substring(0, 1).toLowerCase(Locale.ROOT) + words.substring(1));
        }
        return sentence.append(condition == null ? "" : ", " + condition)
                .append('.')
                .toString();
    }
}
