package dev.avenant.contracts.docs;

import java.util.Collection;
import java.util.List;
import org.apache.avro.JsonProperties;
import org.apache.avro.Schema;
import org.jspecify.annotations.Nullable;

/**
 * What the page of an event, a key or a shared type shows.
 *
 * @param subject what it is registered under
 * @param users who reads or uses it
 * @param topic null for a shared type
 * @param current the newest version; null when it cannot be resolved
 */
record ContractPage(
        String title,
        String fullName,
        String subject,
        boolean isType,
        boolean isKey,
        String users,
        @Nullable Topic topic,
        @Nullable Current current,
        List<Version> versions) {
    ContractPage {
        versions = List.copyOf(versions);
    }

    record Topic(String name, String producers) {}

    record Version(int number, boolean released) {}

    /**
     * The newest version.
     *
     * @param symbolList null for what is no enum
     * @param fieldTable null for what is no record
     * @param source the text of its file
     */
    record Current(
            String doc,
            @Nullable SymbolList symbolList,
            @Nullable FieldTable fieldTable,
            String source) {
        static Current of(Schema schema, String source) {
            return new Current(
                    HtmlPages.doc(schema),
                    schema.getType() == Schema.Type.ENUM
                            ? new SymbolList(schema.getEnumSymbols().stream()
                                    .map(symbol -> new Symbol(symbol, symbol.equals(schema.getEnumDefault())))
                                    .toList())
                            : null,
                    schema.getType() == Schema.Type.RECORD
                            ? new FieldTable(
                                    schema.getFields().stream().map(Field::of).toList())
                            : null,
                    source);
        }
    }

    record SymbolList(List<Symbol> symbols) {
        SymbolList {
            symbols = List.copyOf(symbols);
        }
    }

    record Symbol(String name, boolean isDefault) {}

    record FieldTable(List<Field> fields) {
        FieldTable {
            fields = List.copyOf(fields);
        }
    }

    /** @param defaultValue empty where there is none, which an empty text as default shows as too */
    record Field(String name, String type, String doc, List<String> tags, boolean hasDefault, String defaultValue) {
        Field {
            tags = List.copyOf(tags);
        }

        static Field of(Schema.Field field) {
            Object value = field.hasDefaultValue() ? field.defaultVal() : "";
            return new Field(
                    field.name(),
                    TypeNames.of(field.schema()),
                    field.doc() == null ? "" : field.doc(),
                    field.getObjectProp("tags") instanceof Collection<?> tags
                            ? tags.stream().map(String::valueOf).toList()
                            : List.of(),
                    field.hasDefaultValue(),
                    value == JsonProperties.NULL_VALUE ? "null" : String.valueOf(value));
        }
    }
}
