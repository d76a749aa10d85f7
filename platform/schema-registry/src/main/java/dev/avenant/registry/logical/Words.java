package dev.avenant.registry.logical;

import java.util.Arrays;
import java.util.HashSet;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.antlr.v4.runtime.Vocabulary;

/** Names and literals as they are written in a text. */
final class Words {

    private static final Pattern PLAIN = Pattern.compile("[A-Za-z_][A-Za-z_0-9]*");
    /** To look for the parents of a name takes the square of its length. */
    private static final int LONGEST_NAME = 1_000;

    private static final int SHOWN_OF_A_NAME = 40;

    private static final Set<String> RESERVED = reserved();

    private Words() {}

    private static Set<String> reserved() {
        Set<String> words = new HashSet<>();
        Vocabulary vocabulary = LogicalSchemaLexer.VOCABULARY;
        for (int type = LogicalSchemaLexer.AND; type <= LogicalSchemaLexer.ZONE; type++) {
            words.add(vocabulary.getSymbolicName(type));
        }
        words.removeAll(Set.of("ENUM", "MAP", "NAMESPACE", "TAGS", "TYPE", "VARIANT", "ZONE"));
        return words;
    }

    /** Between backticks where it would be read as something else. */
    static String identifier(String name) {
        return PLAIN.matcher(name).matches() && !RESERVED.contains(name.toUpperCase(Locale.ROOT))
                ? name
                : "`" + name.replace("`", "``") + "`";
    }

    static String name(String dotted) {
        return Arrays.stream(dotted.split("\\.", -1)).map(Words::identifier).collect(Collectors.joining("."));
    }

    static String text(String text) {
        return "'" + text.replace("'", "''") + "'";
    }

    /** What stands between the quotes of a literal, or the backticks of a name. */
    static String unquoted(String literal) {
        String quote = literal.substring(0, 1);
        return literal.substring(1, literal.length() - 1).replace(quote + quote, quote);
    }

    static String simpleName(String dotted) {
        return dotted.substring(dotted.lastIndexOf('.') + 1);
    }

    /**
     * The closest of some names that a name is nested in; empty when it is in none.
     *
     * @throws LogicalSchemaException if the name is too long
     */
    static String parent(String name, Set<String> names) {
        if (name.length() > LONGEST_NAME) {
            throw new LogicalSchemaException(
                    "Expected a name of at most " + LONGEST_NAME + " characters but found one of " + name.length()
                            + ": " + name.substring(0, SHOWN_OF_A_NAME) + "…");
        }
        for (int dot = name.lastIndexOf('.'); dot > 0; dot = name.lastIndexOf('.', dot - 1)) {
            if (names.contains(name.substring(0, dot))) {
                return name.substring(0, dot);
            }
        }
        return "";
    }
}
