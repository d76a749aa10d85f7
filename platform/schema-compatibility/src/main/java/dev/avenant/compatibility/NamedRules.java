package dev.avenant.compatibility;

import dev.avenant.compatibility.internal.SchemaDisplay;
import dev.avenant.compatibility.readers.ChangeKind;
import dev.avenant.edit.Element;
import dev.avenant.finding.CompatibilityRule;
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
                        written.getFullName() + " has the alias " + before + " and takes what was written as " + before
                                + ", which the reader still has here.",
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
                before + " was written and " + read.getFullName() + " is expected, which has no alias for it"
                        + (isRecord
                                ? ": a registry refuses it, and a reader of generated classes finds no class."
                                : "."),
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
                    "The default of the enum " + read.getFullName() + " is " + before + " to the writer and " + fallback
                            + " to the reader, so they see different symbols in the same bytes.",
                    null,
                    List.of(),
                    remedies.enumDefaultAsBefore(written, read));
        }
    }

    private void symbols(PairVisitor.Node node, List<String> unknown, SchemaPath place) {
        Schema read = node.reader();
        String fallback = read.getEnumDefault();
        List<Object> values = List.of(unknown.get(0));
        String names = SchemaDisplay.list(unknown);
        if (fallback == null) {
            found.add(
                    CompatibilityRule.ENUM_SYMBOL_UNKNOWN,
                    place,
                    "The writer of " + read.getFullName() + " has " + names + ", which the reader does not know, and"
                            + " the reader's enum has no default.",
                    writerIsOld ? null : "Write a new symbol only once every reader knows it.",
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
                    names + " of " + read.getFullName() + " " + (unknown.size() == 1 ? "is" : "are") + " read as the"
                            + " enum's default " + fallback + ", because the symbol was removed or renamed.",
                    writerIsOld ? null : "Write a new symbol only once every reader knows it.",
                    values,
                    remedies.symbolsAsBefore(node.original(), read, unknown));
        } else {
            found.add(
                    CompatibilityRule.ENUM_SYMBOL_READ_AS_DEFAULT,
                    place,
                    "Readers that do not know " + names + " of " + read.getFullName() + " yet read "
                            + (unknown.size() == 1 ? "it" : "them") + " as the enum's default " + fallback + ".",
                    "Write the new " + (unknown.size() == 1 ? "symbol" : "symbols")
                            + " once the readers that tell them apart know them.",
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
                    node.reader().getFullName() + " was written with " + from + " bytes and is read with " + to + ".",
                    null,
                    List.of(),
                    remedies.sizeAsBefore(node.original(), node.reader()));
        } else {
            leaves.logicalTypes(node.writer(), node.reader(), place);
        }
    }
}
