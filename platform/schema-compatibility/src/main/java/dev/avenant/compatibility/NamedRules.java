package dev.avenant.compatibility;

import dev.avenant.compatibility.internal.SchemaDisplay;
import dev.avenant.compatibility.readers.ChangeKind;
import dev.avenant.edit.Element;
import dev.avenant.finding.CompatibilityRule;
import dev.avenant.text.SchemaText;
import dev.avenant.text.Sentence;
import java.util.List;
import org.apache.avro.Schema;

/** Rules for the types that have a name: the name itself, the symbols of an enum, the size of a fixed. */
final class NamedRules {
    private final boolean writerIsOld;
    private final PendingFinding.Collected found;
    private final LeafRules leaves;
    private final Remedies remedies;

    NamedRules(boolean writerIsOld, PendingFinding.Collected found, LeafRules leaves, Remedies remedies) {
        this.writerIsOld = writerIsOld;
        this.found = found;
        this.leaves = leaves;
        this.remedies = remedies;
    }

    /** Whether the named types are the same by their simple name, which is what decides on the wire. */
    boolean same(PairVisitor.Node node, SchemaPath place) {
        Schema written = node.writer();
        Schema read = node.reader();
        if (written.getName().equals(read.getName())) {
            noticeName(node.original(), read, place);
            return true;
        }
        boolean isRecord = written.getType() == Schema.Type.RECORD;
        String before = node.original().getFullName();
        if (node.original().getName().equals(read.getName())) {
            if (!isRecord) {
                found.add(
                        CompatibilityRule.ALIAS_COLLIDES,
                        place,
                        SchemaText.of("alias-collides.type", written.getFullName(), before),
                        null,
                        List.of(),
                        remedies.withoutAlias(Element.type(written.getFullName()), before));
            }
            return isRecord;
        }
        found.notice(ChangeKind.ofName(read.getType(), "NAME_CHANGED"), place);
        found.add(
                CompatibilityRule.NAME_CHANGED,
                place,
                SchemaText.of(isRecord ? "name-changed.record" : "name-changed", before, read.getFullName()),
                null,
                List.of(),
                remedies.nameAsBefore(node.original(), read));
        return isRecord;
    }

    /** A name that differs and is the same to Avro for Java. */
    private void noticeName(Schema original, Schema read, SchemaPath place) {
        if (original.getFullName().equals(read.getFullName())) {
            return;
        }
        if (!original.getName().equals(read.getName())) {
            found.notice(ChangeKind.ofName(read.getType(), "ALIAS"), place);
        } else if (read.getAliases().contains(original.getFullName())) {
            found.notice(ChangeKind.ofName(read.getType(), "NAMESPACE_ALIAS"), place);
        } else {
            found.notice(ChangeKind.ofName(read.getType(), "NAMESPACE_CHANGED"), place);
        }
    }

    /** Two enums. */
    void enumeration(PairVisitor.Node node, SchemaPath place) {
        Schema written = node.original();
        Schema read = node.reader();
        if (!same(node, place)) {
            return;
        }
        if (written.getEnumSymbols().stream()
                .anyMatch(symbol ->
                        read.hasEnumSymbol(symbol) && read.getEnumOrdinal(symbol) != written.getEnumOrdinal(symbol))) {
            found.notice(ChangeKind.ENUM_SYMBOLS_REORDERED, place);
        }
        List<String> unknown = written.getEnumSymbols().stream()
                .filter(symbol -> !read.hasEnumSymbol(symbol))
                .toList();
        String fallback = read.getEnumDefault();
        if (!unknown.isEmpty()) {
            symbols(node, unknown, place);
        }
        String before = written.getEnumDefault();
        if (before != null && fallback != null && !before.equals(fallback)) {
            found.add(
                    CompatibilityRule.DEFAULT_CHANGED,
                    place,
                    SchemaText.of("default-changed.enum", read.getFullName(), before, fallback),
                    null,
                    List.of(),
                    remedies.enumDefaultAsBefore(written, read));
        }
    }

    private void symbols(PairVisitor.Node node, List<String> unknown, SchemaPath place) {
        Schema read = node.reader();
        String fallback = read.getEnumDefault();
        List<Object> values = List.of(unknown.get(0));
        Sentence names = SchemaDisplay.list(unknown);
        if (fallback == null) {
            found.add(
                    CompatibilityRule.ENUM_SYMBOL_UNKNOWN,
                    place,
                    SchemaText.of("enum-symbol-unknown", read.getFullName(), names),
                    writerIsOld ? null : SchemaText.of("write-symbol-later"),
                    values,
                    remedies.symbolsAsBefore(node.original(), read, unknown));
            return;
        }
        boolean readerHasMore = read.getEnumSymbols().stream()
                .anyMatch(symbol -> !node.original().hasEnumSymbol(symbol));
        if (writerIsOld || readerHasMore) {
            found.add(
                    CompatibilityRule.ENUM_SYMBOL_REPLACED,
                    place,
                    SchemaText.of("enum-symbol-replaced", names, read.getFullName(), unknown.size(), fallback),
                    writerIsOld ? null : SchemaText.of("write-symbol-later"),
                    values,
                    remedies.symbolsAsBefore(node.original(), read, unknown));
        } else {
            found.add(
                    CompatibilityRule.ENUM_SYMBOL_READ_AS_DEFAULT,
                    place,
                    SchemaText.of("enum-symbol-read-as-default", names, read.getFullName(), unknown.size(), fallback),
                    SchemaText.of("enum-symbol-read-as-default.advice", unknown.size()),
                    List.of());
        }
    }

    /** Two fixed types. */
    void fixed(PairVisitor.Node node, SchemaPath place) {
        if (!same(node, place)) {
            return;
        }
        int from = node.writer().getFixedSize();
        int to = node.reader().getFixedSize();
        if (from != to) {
            found.add(
                    CompatibilityRule.FIXED_SIZE_CHANGED,
                    place,
                    SchemaText.of(
                            "fixed-size-changed",
                            node.reader().getFullName(),
                            String.valueOf(from),
                            String.valueOf(to)),
                    null,
                    List.of(),
                    remedies.sizeAsBefore(node.original(), node.reader()));
        } else {
            leaves.logicalTypes(node.writer(), node.reader(), place);
        }
    }
}
