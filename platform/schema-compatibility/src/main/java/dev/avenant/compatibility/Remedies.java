package dev.avenant.compatibility;

import com.fasterxml.jackson.databind.JsonNode;
import dev.avenant.compatibility.internal.Renames.Confidence;
import dev.avenant.compatibility.internal.Renames.Rename;
import dev.avenant.edit.EditProposal;
import dev.avenant.edit.Element;
import dev.avenant.edit.SchemaEdit;
import dev.avenant.edit.SchemaEdit.AddAlias;
import dev.avenant.edit.SchemaEdit.AddDefault;
import dev.avenant.edit.SchemaEdit.MakeNullable;
import dev.avenant.edit.SchemaEdit.MoveBranch;
import dev.avenant.edit.SchemaEdit.RemoveAlias;
import dev.avenant.edit.SchemaEdit.RestoreBranch;
import dev.avenant.edit.SchemaEdit.RestoreDefault;
import dev.avenant.edit.SchemaEdit.RestoreField;
import dev.avenant.edit.SchemaEdit.RestoreName;
import dev.avenant.edit.SchemaEdit.RestoreSize;
import dev.avenant.edit.SchemaEdit.RestoreSymbols;
import dev.avenant.edit.SchemaEdit.RestoreType;
import dev.avenant.schema.InlineJson;
import dev.avenant.text.SchemaText;
import dev.avenant.text.Sentence;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.apache.avro.Schema;
import org.apache.avro.Schema.Field;
import org.jspecify.annotations.Nullable;

/** The edits of the new schema that each rule proposes. In the backward direction that is the reader, else the writer. */
final class Remedies {
    private final boolean writerIsOld;

    Remedies(boolean writerIsOld) {
        this.writerIsOld = writerIsOld;
    }

    private <T> T now(T written, T read) {
        return writerIsOld ? read : written;
    }

    private <T> T before(T written, T read) {
        return writerIsOld ? written : read;
    }

    /** The type that the field had. */
    List<EditProposal> typeAsBefore(SchemaPath place) {
        SchemaPath.FieldPair fields = place.fields();
        if (fields == null) {
            return List.of();
        }
        Schema record = now(fields.writer(), fields.reader());
        Field field = now(fields.written(), fields.read());
        return List.of(EditProposal.of(new RestoreType(
                Element.field(record.getFullName(), field.name()),
                before(fields.writer(), fields.reader()),
                before(fields.written(), fields.read()).name())));
    }

    List<EditProposal> nameAsBefore(Schema written, Schema read) {
        Schema now = now(written, read);
        Schema before = before(written, read);
        EditProposal name = EditProposal.of(new RestoreName(Element.type(now.getFullName()), before.getFullName()));
        return writerIsOld
                ? List.of(EditProposal.of(new AddAlias(Element.type(now.getFullName()), before.getFullName())), name)
                : List.of(name);
    }

    List<EditProposal> sizeAsBefore(Schema written, Schema read) {
        Schema now = now(written, read);
        return List.of(EditProposal.of(new RestoreSize(
                Element.type(now.getFullName()), before(written, read).getFixedSize())));
    }

    /** Symbols that the old schema had; what the new one has more is for its writer to keep back. */
    List<EditProposal> symbolsAsBefore(Schema written, Schema read, List<String> unknown) {
        return writerIsOld
                ? List.of(EditProposal.of(
                        new RestoreSymbols(Element.type(read.getFullName()), written.getEnumSymbols(), unknown)))
                : List.of();
    }

    List<EditProposal> enumDefaultAsBefore(Schema written, Schema read) {
        String was = Objects.requireNonNull(before(written, read).getEnumDefault());
        return List.of(EditProposal.of(
                new RestoreDefault(Element.type(now(written, read).getFullName()), InlineJson.of(was))));
    }

    List<EditProposal> defaultAsBefore(PairVisitor.Node node, Field written, Field read) {
        Schema record = now(node.original(), node.reader());
        JsonNode was = Defaults.of(before(written, read));
        return was == null
                ? List.of()
                : List.of(EditProposal.of(new RestoreDefault(
                        Element.field(record.getFullName(), now(written, read).name()), InlineJson.of(was))));
    }

    /** An alias of the new schema; those of the old one cannot be taken away any more. */
    List<EditProposal> withoutAlias(Element element, String alias) {
        return writerIsOld ? List.of(EditProposal.of(new RemoveAlias(element, alias))) : List.of();
    }

    /** Each of the aliases in the outermost record, where it is not known which one is in the way. */
    List<EditProposal> withoutSomeAlias(Schema read) {
        if (!writerIsOld || read.getType() != Schema.Type.RECORD) {
            return List.of();
        }
        return read.getFields().stream()
                .flatMap(field -> field.aliases().stream()
                        .map(alias -> EditProposal.of(
                                new RemoveAlias(Element.field(read.getFullName(), field.name()), alias))))
                .toList();
    }

    /** Branches that the old schema had. */
    List<EditProposal> branchAsBefore(SchemaPath place, Schema... branches) {
        if (!writerIsOld) {
            return List.of();
        }
        SchemaPath.FieldPair fields = place.fields();
        Element element = fields == null
                ? Element.ROOT
                : Element.field(fields.reader().getFullName(), fields.read().name());
        return Stream.of(branches)
                .map(branch -> EditProposal.of(new RestoreBranch(element, branch)))
                .toList();
    }

    List<EditProposal> branchRenamed(SchemaPath place, Schema written, Schema branch, Schema union) {
        if (!writerIsOld) {
            return List.of();
        }
        List<EditProposal> proposals = new ArrayList<>();
        boolean only = union.getTypes().stream()
                        .filter(other -> other.getType() == Schema.Type.RECORD)
                        .count()
                == 1;
        if (only) {
            proposals.add(EditProposal.of(new AddAlias(Element.type(branch.getFullName()), written.getFullName())));
        }
        proposals.addAll(branchAsBefore(place, written));
        return proposals;
    }

    List<EditProposal> longFirst(SchemaPath place, Schema branch) {
        SchemaPath.FieldPair fields = place.fields();
        if (!writerIsOld || fields == null) {
            return List.of();
        }
        Element field =
                Element.field(fields.reader().getFullName(), fields.read().name());
        return List.of(EditProposal.of(new MoveBranch(field, "long", branch.getFullName())));
    }

    /** A field that only the reader has, with a default, in place of one that only the writer has. */
    List<EditProposal> renamed(PairVisitor.Node node, Field written, Field read, Rename rename) {
        List<EditProposal> proposals = new ArrayList<>();
        if (rename.isCredible()) {
            proposals.addAll(oldName(node, written, read, rename));
        }
        proposals.add(EditProposal.of(oldField(node, written, read)));
        return proposals;
    }

    /** A field that only the reader has, without a default. */
    List<EditProposal> missing(PairVisitor.Node node, @Nullable Field written, Field read, @Nullable Rename rename) {
        List<EditProposal> proposals = new ArrayList<>();
        if (written != null && rename != null && rename.isCredible()) {
            proposals.addAll(oldName(node, written, read, rename));
        }
        if (!writerIsOld) {
            proposals.add(EditProposal.of(
                    new RestoreField(Element.type(node.original().getFullName()), node.reader(), read.name())));
            return proposals;
        }
        Element field = Element.field(node.reader().getFullName(), read.name());
        boolean uncertain = rename != null && !rename.isCredible();
        for (SchemaEdit absent : absent(field, read.schema())) {
            proposals.add(
                    written != null && uncertain
                            ? EditProposal.of(oldField(node, written, read), absent)
                            : EditProposal.of(absent));
        }
        return proposals;
    }

    private List<EditProposal> oldName(PairVisitor.Node node, Field written, Field read, Rename rename) {
        List<SchemaEdit> edits = new ArrayList<>();
        Element now = Element.field(
                now(node.original(), node.reader()).getFullName(),
                now(written, read).name());
        if (writerIsOld) {
            edits.add(new AddAlias(now, written.name()));
        }
        edits.add(new RestoreName(now, before(written, read).name()));
        Sentence condition = rename.confidence() == Confidence.CERTAIN
                ? null
                : SchemaText.of(
                        "edit.if-renamed",
                        now(written, read).name(),
                        before(written, read).name());
        return edits.stream()
                .map(edit -> new EditProposal(List.of(edit), condition))
                .toList();
    }

    private RestoreField oldField(PairVisitor.Node node, Field written, Field read) {
        Schema record = now(node.original(), node.reader());
        return new RestoreField(
                Element.type(record.getFullName()),
                before(node.original(), node.reader()),
                before(written, read).name());
    }

    /** How a field can say that it was not written, the plainest first. */
    private static List<SchemaEdit> absent(Element field, Schema type) {
        return switch (type.getType()) {
            case ARRAY -> List.of(new AddDefault(field, "[]"));
            case MAP -> List.of(new AddDefault(field, "{}"));
            case ENUM ->
                type.getEnumDefault() == null
                        ? List.of(new MakeNullable(field))
                        : List.of(new AddDefault(field, InlineJson.of(type.getEnumDefault())), new MakeNullable(field));
            case NULL -> List.of(new AddDefault(field, "null"));
            case UNION ->
                !type.getTypes().isEmpty() && type.getTypes().get(0).getType() == Schema.Type.NULL
                        ? List.of(new AddDefault(field, "null"))
                        : List.of(new MakeNullable(field));
            default -> List.of(new MakeNullable(field));
        };
    }
}
