package dev.avenant.contracts.discovery;

import dev.avenant.finding.SourceLocation;
import dev.avenant.schema.SchemaSyntaxException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.antlr.v4.runtime.BaseErrorListener;
import org.antlr.v4.runtime.CharStreams;
import org.antlr.v4.runtime.CommonTokenStream;
import org.antlr.v4.runtime.ParserRuleContext;
import org.antlr.v4.runtime.RecognitionException;
import org.antlr.v4.runtime.Recognizer;
import org.antlr.v4.runtime.Token;
import org.antlr.v4.runtime.tree.ParseTreeWalker;
import org.apache.avro.idl.IdlBaseListener;
import org.apache.avro.idl.IdlLexer;
import org.apache.avro.idl.IdlParser;

/**
 * What one Avro IDL file declares itself, and where: Avro's reader says neither once the file is read.
 *
 * @param types by simple name, in the order of the file, each with the places of its fields or symbols by their names
 * @param imports the files it imports, as it names them
 */
record IdlDeclarations(Map<String, Declared> types, List<Import> imports) {
    /** A named type and where its members stand. */
    record Declared(SourceLocation location, Map<String, SourceLocation> members) {}

    /**
     * An import of another file.
     *
     * @param path as it is written, without its quotes
     * @param start where the path's opening quote stands in the text, counted in code points from 0
     * @param end the same of its closing quote
     */
    record Import(SourceLocation location, String path, int start, int end) {}

    /**
     * Reads the text of an IDL file.
     *
     * @param file what messages call it
     * @throws SchemaSyntaxException when it is no Avro IDL, with the first place that is wrong
     */
    static IdlDeclarations of(String file, String text) {
        IdlLexer lexer = new IdlLexer(CharStreams.fromString(text, file));
        IdlParser parser = new IdlParser(new CommonTokenStream(lexer));
        FirstError errors = new FirstError(file);
        lexer.removeErrorListeners();
        lexer.addErrorListener(errors);
        parser.removeErrorListeners();
        parser.addErrorListener(errors);
        Collector collector = new Collector(file);
        new ParseTreeWalker().walk(collector, parser.idlFile());
        return new IdlDeclarations(collector.types, collector.imports);
    }

    private static final class FirstError extends BaseErrorListener {
        private final String file;

        FirstError(String file) {
            this.file = file;
        }

        @Override
        public void syntaxError(
                Recognizer<?, ?> recognizer,
                Object symbol,
                int line,
                int column,
                String message,
                RecognitionException cause) {
            throw new SchemaSyntaxException(
                    new SourceLocation(file, line, column + 1),
                    "expected Avro IDL but found: " + message,
                    "Correct the file at this place");
        }
    }

    private static final class Collector extends IdlBaseListener {
        private final String file;
        private final Map<String, Declared> types = new LinkedHashMap<>();
        private final List<Import> imports = new ArrayList<>();
        private Map<String, SourceLocation> members = new LinkedHashMap<>();

        Collector(String file) {
            this.file = file;
        }

        @Override
        public void enterRecordDeclaration(IdlParser.RecordDeclarationContext record) {
            declare(record.name);
        }

        @Override
        public void enterEnumDeclaration(IdlParser.EnumDeclarationContext enumeration) {
            declare(enumeration.name);
        }

        @Override
        public void enterFixedDeclaration(IdlParser.FixedDeclarationContext fixed) {
            declare(fixed.name);
        }

        @Override
        public void enterVariableDeclaration(IdlParser.VariableDeclarationContext field) {
            members.put(word(field.fieldName), at(field.fieldName.getStart()));
        }

        @Override
        public void enterEnumSymbol(IdlParser.EnumSymbolContext symbol) {
            members.put(word(symbol.name), at(symbol.name.getStart()));
        }

        @Override
        public void enterImportStatement(IdlParser.ImportStatementContext statement) {
            String quoted = statement.location.getText();
            imports.add(new Import(
                    at(statement.location),
                    quoted.substring(1, quoted.length() - 1),
                    statement.location.getStartIndex(),
                    statement.location.getStopIndex()));
        }

        private void declare(ParserRuleContext name) {
            members = new LinkedHashMap<>();
            types.put(word(name), new Declared(at(name.getStart()), members));
        }

        private SourceLocation at(Token token) {
            return new SourceLocation(file, token.getLine(), token.getCharPositionInLine() + 1);
        }

        /** A name as Avro takes it, without the marks that let a keyword be one. */
        private static String word(ParserRuleContext name) {
            return name.getText().replace("`", "");
        }
    }
}
