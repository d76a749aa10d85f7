package dev.avenant.edit;

import dev.avenant.text.SchemaText;
import dev.avenant.text.Sentence;
import java.util.List;
import org.apache.avro.Schema;

/** One edit of a schema. It knows what to say and what to do, and {@link Editor} how that is done in a text. */
public sealed interface SchemaEdit {
    /** What to write, in words, without a full stop. */
    Sentence sentence();

    /** Does it; nothing is done where the schema has no place for it. */
    void in(Editor editor);

    /** A text that can be edited. Each method changes nothing where the element or the place is not there. */
    interface Editor {
        void addAlias(Element element, String alias);

        void removeAlias(Element element, String alias);

        void writeDefault(Element element, String json);

        void restoreType(Element field, Schema record, String name);

        void restoreName(Element element, String name);

        void restoreSymbols(Element enumeration, List<String> symbols);

        void restoreField(Element record, Schema before, String name);

        void restoreBranch(Element element, Schema branch);

        void restoreSize(Element fixed, int size);

        void makeNullable(Element field);

        void moveBranch(Element field, String branch, String before);

        void moveLogicalType(Element field, String logicalType);

        void spellLogicalType(Element element, String wrong, String right);

        void removeLogicalType(Element element, String logicalType);
    }

    /** Lets readers of the new schema find what was written under an earlier name. */
    record AddAlias(Element element, String alias) implements SchemaEdit {
        @Override
        public Sentence sentence() {
            return SchemaText.of("edit.add-alias", element.shown(), alias);
        }

        @Override
        public void in(Editor editor) {
            editor.addAlias(element, alias);
        }
    }

    /** Takes an alias away. */
    record RemoveAlias(Element element, String alias) implements SchemaEdit {
        @Override
        public Sentence sentence() {
            return SchemaText.of("edit.remove-alias", alias, element.shown());
        }

        @Override
        public void in(Editor editor) {
            editor.removeAlias(element, alias);
        }
    }

    /**
     * Gives a field or an enum a default that it has not had.
     *
     * @param json the default
     */
    record AddDefault(Element element, String json) implements SchemaEdit {
        @Override
        public Sentence sentence() {
            return SchemaText.of("edit.add-default", element.shown(), json);
        }

        @Override
        public void in(Editor editor) {
            editor.writeDefault(element, json);
        }
    }

    /**
     * Gives a field or an enum the default that it had.
     *
     * @param json the default
     */
    record RestoreDefault(Element element, String json) implements SchemaEdit {
        @Override
        public Sentence sentence() {
            return SchemaText.of("edit.restore-default", json, element.shown());
        }

        @Override
        public void in(Editor editor) {
            editor.writeDefault(element, json);
        }
    }

    /**
     * Gives a field the type that it had.
     *
     * @param record the record of before
     * @param name the field of before in it
     */
    record RestoreType(Element field, Schema record, String name) implements SchemaEdit {
        private static final int LONG = 80;

        @Override
        public Sentence sentence() {
            String type = record.getField(name).schema().toString();
            return type.length() > LONG
                    ? SchemaText.of("edit.restore-long-type", field.shown())
                    : SchemaText.of("edit.restore-type", type, field.shown());
        }

        @Override
        public void in(Editor editor) {
            editor.restoreType(field, record, name);
        }
    }

    /**
     * Gives a field or a type the name that it had.
     *
     * @param name the name of a field, the full name of a type
     */
    record RestoreName(Element element, String name) implements SchemaEdit {
        @Override
        public Sentence sentence() {
            return SchemaText.of("edit.restore-name", name, element.shown());
        }

        @Override
        public void in(Editor editor) {
            editor.restoreName(element, name);
        }
    }

    /**
     * Gives an enum back what it had.
     *
     * @param symbols all symbols of before in their order; those that are there stay as they are
     * @param missing those that are not there any more
     */
    record RestoreSymbols(Element enumeration, List<String> symbols, List<String> missing) implements SchemaEdit {
        public RestoreSymbols {
            symbols = List.copyOf(symbols);
            missing = List.copyOf(missing);
        }

        @Override
        public Sentence sentence() {
            return SchemaText.of(
                    "edit.restore-symbols", missing.size(), String.join(", ", missing), enumeration.shown());
        }

        @Override
        public void in(Editor editor) {
            editor.restoreSymbols(enumeration, symbols);
        }
    }

    /**
     * Gives a record back a field that it had.
     *
     * @param before the record of before
     * @param name the field in it
     */
    record RestoreField(Element record, Schema before, String name) implements SchemaEdit {
        @Override
        public Sentence sentence() {
            return SchemaText.of("edit.restore-field", name, record.shown());
        }

        @Override
        public void in(Editor editor) {
            editor.restoreField(record, before, name);
        }
    }

    /** Gives a union back a branch that it had. */
    record RestoreBranch(Element element, Schema branch) implements SchemaEdit {
        @Override
        public Sentence sentence() {
            return SchemaText.of("edit.restore-branch", branch.getFullName(), element.shown());
        }

        @Override
        public void in(Editor editor) {
            editor.restoreBranch(element, branch);
        }
    }

    /**
     * Gives a fixed type the size that it had.
     *
     * @param size in bytes
     */
    record RestoreSize(Element fixed, int size) implements SchemaEdit {
        @Override
        public Sentence sentence() {
            return SchemaText.of("edit.restore-size", String.valueOf(size), fixed.shown());
        }

        @Override
        public void in(Editor editor) {
            editor.restoreSize(fixed, size);
        }
    }

    /** Lets a field be missing in what was written before it: null stands first in its type and is its default. */
    record MakeNullable(Element field) implements SchemaEdit {
        @Override
        public Sentence sentence() {
            return SchemaText.of("edit.make-nullable", field.shown());
        }

        @Override
        public void in(Editor editor) {
            editor.makeNullable(field);
        }
    }

    /** Puts a branch of a field's union before another. */
    record MoveBranch(Element field, String branch, String before) implements SchemaEdit {
        @Override
        public Sentence sentence() {
            return SchemaText.of("edit.move-branch", branch, before, field.shown());
        }

        @Override
        public void in(Editor editor) {
            editor.moveBranch(field, branch, before);
        }
    }

    /** Puts a logical type from a field, where Avro ignores it, to the field's type. */
    record MoveLogicalType(Element field, String logicalType) implements SchemaEdit {
        @Override
        public Sentence sentence() {
            return SchemaText.of("edit.move-logical-type", logicalType, field.shown());
        }

        @Override
        public void in(Editor editor) {
            editor.moveLogicalType(field, logicalType);
        }
    }

    /** Corrects the name of a logical type. */
    record SpellLogicalType(Element element, String wrong, String right) implements SchemaEdit {
        @Override
        public Sentence sentence() {
            return SchemaText.of("edit.spell-logical-type", right);
        }

        @Override
        public void in(Editor editor) {
            editor.spellLogicalType(element, wrong, right);
        }
    }

    /** Takes away a logical type that Avro ignores. */
    record RemoveLogicalType(Element element, String logicalType) implements SchemaEdit {
        @Override
        public Sentence sentence() {
            return SchemaText.of("edit.remove-logical-type", logicalType, element.shown());
        }

        @Override
        public void in(Editor editor) {
            editor.removeLogicalType(element, logicalType);
        }
    }
}
