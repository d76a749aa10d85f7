package dev.avenant.text;

import java.text.MessageFormat;
import java.util.List;
import java.util.Locale;
import java.util.ResourceBundle;

/**
 * What is said to people, in each of the languages of a resource bundle, whose own one is English. A bundle belongs to the
 * module that says it; nobody else has its texts.
 *
 * @param bundle the name of the bundle
 * @param key of the text in it, as {@link MessageFormat} has it
 * @param arguments texts, numbers and other sentences
 */
public record Sentence(String bundle, String key, List<Object> arguments) {

    private static final ResourceBundle.Control NO_OTHER =
            ResourceBundle.Control.getNoFallbackControl(ResourceBundle.Control.FORMAT_PROPERTIES);

    public Sentence {
        arguments = List.copyOf(arguments);
    }

    /** What is the same in every language: a name, a piece of a schema, or the words of somebody else. */
    public static Sentence quoting(String text) {
        return SchemaText.of("quoted", text);
    }

    /** The same as the argument of another, inside which it begins with a small letter. */
    public Object asClause() {
        return new Clause(this);
    }

    private record Clause(Sentence sentence) {
        String in(Locale language) {
            String text = sentence.in(language);
            return text.substring(0, 1).toLowerCase(language) + text.substring(1);
        }
    }

    /** In a language; in English where the bundle does not have it. */
    public String in(Locale language) {
        String text = ResourceBundle.getBundle(bundle, language, NO_OTHER).getString(key);
        Object[] said =
                arguments.stream().map(argument -> said(argument, language)).toArray();
        return new MessageFormat(text, language).format(said);
    }

    private static Object said(Object argument, Locale language) {
        if (argument instanceof Sentence part) {
            return part.in(language);
        }
        return argument instanceof Clause clause ? clause.in(language) : argument;
    }

    /** In English. */
    @Override
    public String toString() {
        return in(Locale.ROOT);
    }
}
