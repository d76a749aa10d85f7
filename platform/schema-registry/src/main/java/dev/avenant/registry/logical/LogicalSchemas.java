package dev.avenant.registry.logical;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import org.antlr.v4.runtime.BaseErrorListener;
import org.antlr.v4.runtime.CharStreams;
import org.antlr.v4.runtime.CommonTokenStream;
import org.antlr.v4.runtime.RecognitionException;
import org.antlr.v4.runtime.Recognizer;
import org.apache.avro.Schema;
import org.jspecify.annotations.Nullable;

/** Turns Avro schemas into the words of SQL and back. */
public final class LogicalSchemas {

    private static final BaseErrorListener FIRST_ERROR = new BaseErrorListener() {
        @Override
        public void syntaxError(
                Recognizer<?, ?> recognizer,
                @Nullable Object symbol,
                int line,
                int column,
                String message,
                @Nullable RecognitionException cause) {
            throw new LogicalSchemaException("Parse error at line " + line + ", col " + (column + 1) + ": " + message);
        }
    };

    private LogicalSchemas() {}

    /** A text that was found right, whose types may still be unknown. */
    public static final class Script {

        private final ScriptReader reader;

        private Script(ScriptReader reader) {
            this.reader = reader;
        }

        /**
         * The Avro schema that it stands for. Throws {@link LogicalSchemaException}, or Avro's exceptions, when there is
         * none.
         *
         * @param rootName what a root without a name is called
         * @param referenced schemas whose named types the text may use, with those inside them
         */
        public Schema toAvro(String rootName, Collection<Schema> referenced) {
            return new AvroBuilder(reader, namedTypes(referenced)).root(rootName);
        }
    }

    /** Reads a text; throws {@link LogicalSchemaException} with the place of its first fault. */
    public static Script parse(String text) {
        LogicalSchemaLexer lexer = new LogicalSchemaLexer(CharStreams.fromString(text));
        lexer.removeErrorListeners();
        lexer.addErrorListener(FIRST_ERROR);
        LogicalSchemaParser parser = new LogicalSchemaParser(new CommonTokenStream(lexer));
        parser.removeErrorListeners();
        parser.addErrorListener(FIRST_ERROR);
        return new Script(ScriptReader.read(parser.script()));
    }

    /**
     * An Avro schema in the words of SQL: a statement for each of its records and enums, but for those of other schemas.
     * Throws {@link LogicalSchemaException} for what the language has no words for.
     *
     * @param referenced schemas that are referred to, whose types are named and not declared
     */
    public static String toText(Schema schema, Collection<Schema> referenced) {
        return new LogicalSchemaWriter(namedTypes(referenced).keySet()).write(schema);
    }

    private static Map<String, Schema> namedTypes(Collection<Schema> schemas) {
        Map<String, Schema> named = new LinkedHashMap<>();
        schemas.forEach(schema -> addNamed(schema, named));
        return named;
    }

    private static void addNamed(Schema schema, Map<String, Schema> named) {
        switch (schema.getType()) {
            case ARRAY -> addNamed(schema.getElementType(), named);
            case MAP -> addNamed(schema.getValueType(), named);
            case UNION -> schema.getTypes().forEach(branch -> addNamed(branch, named));
            case ENUM -> named.putIfAbsent(schema.getFullName(), schema);
            case RECORD -> {
                if (named.putIfAbsent(schema.getFullName(), schema) == null) {
                    schema.getFields().forEach(field -> addNamed(field.schema(), named));
                }
            }
            default -> {
                // A fixed has no name in this language, and primitive types have none at all.
            }
        }
    }
}
