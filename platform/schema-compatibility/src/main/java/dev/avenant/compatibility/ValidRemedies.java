package dev.avenant.compatibility;

import com.fasterxml.jackson.databind.JsonNode;
import dev.avenant.edit.EditProposal;
import dev.avenant.edit.Element;
import dev.avenant.edit.SchemaEdit.AddDefault;
import dev.avenant.edit.SchemaEdit.MoveLogicalType;
import dev.avenant.edit.SchemaEdit.RemoveLogicalType;
import dev.avenant.edit.SchemaEdit.SpellLogicalType;
import dev.avenant.text.SchemaText;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.apache.avro.Schema;
import org.apache.avro.Schema.Field;

/** The edits that are proposed for what Avro accepts in a schema although it cannot work. */
final class ValidRemedies {
    private static final Pattern SCALAR = Pattern.compile("null|true|false|-?(0|[1-9][0-9]{0,17})(\\.[0-9]{1,17})?");

    private ValidRemedies() {}

    /** A default that was meant as what stands between its quotation marks, or as null. */
    static List<EditProposal> ofDefault(Field field, Element element) {
        List<EditProposal> proposals = new ArrayList<>();
        JsonNode json = Defaults.of(field);
        if (json != null && json.isTextual() && SCALAR.matcher(json.textValue()).matches()) {
            proposals.add(EditProposal.of(new AddDefault(element, json.textValue())));
        }
        return proposals;
    }

    /** A logical type that stands on a field. */
    static List<EditProposal> ofMisplaced(Element field, Object logicalType) {
        if (!(logicalType instanceof String name)) {
            return List.of();
        }
        return List.of(EditProposal.of(new MoveLogicalType(field, name)), removed(field, name));
    }

    /** A logical type that does not go with its type. */
    static List<EditProposal> ofIgnored(Schema schema, Element element, Object logicalType) {
        if (!(logicalType instanceof String name) || !IgnoredLogicalType.hasNoPlace(schema, name)) {
            return List.of();
        }
        String nearest = IgnoredLogicalType.nearest(name);
        return nearest == null
                ? List.of(removed(element, name))
                : List.of(EditProposal.of(new SpellLogicalType(element, name, nearest)), removed(element, name));
    }

    private static EditProposal removed(Element element, String name) {
        return new EditProposal(List.of(new RemoveLogicalType(element, name)), SchemaText.of("edit.if-unread"));
    }
}
