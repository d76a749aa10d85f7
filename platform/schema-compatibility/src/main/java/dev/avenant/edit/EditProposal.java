package dev.avenant.edit;

import dev.avenant.text.SchemaText;
import dev.avenant.text.Sentence;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Edits that together may mend a finding. Nobody has tried them yet.
 *
 * @param edits made together, at least one
 * @param condition what must be so for them to be right and is not said by the schemas, such as {@code if email is the
 *     former mail}; null when there is no such thing
 */
public record EditProposal(List<SchemaEdit> edits, @Nullable Sentence condition) {
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
    public Sentence sentence() {
        Sentence all = edits.get(0).sentence();
        for (SchemaEdit edit : edits.subList(1, edits.size())) {
            all = SchemaText.of("edit.and", all, edit.sentence().asClause());
        }
        return SchemaText.of(
                "edit.sentence", condition == null ? all : SchemaText.of("edit.conditional", all, condition));
    }
}
