package dev.avenant.operations;

import java.text.MessageFormat;
import java.util.List;
import java.util.Locale;
import java.util.ResourceBundle;

/**
 * What is said to people, in each of the languages of a resource bundle, whose own one is English.
 *
 * @param bundle the name of the bundle
 * @param key of the text in it, as {@link MessageFormat} has it
 * @param arguments texts, numbers and other sentences
 */
public record Sentence(String bundle, String key, List<Object> arguments) {

    private static final String OWN = "dev.avenant.operations.sentences";
    private static final ResourceBundle.Control NO_OTHER =
            ResourceBundle.Control.getNoFallbackControl(ResourceBundle.Control.FORMAT_PROPERTIES);

    public Sentence {
        arguments = List.copyOf(arguments);
    }

    /** One of this module. */
    public static Sentence of(String key, Object... arguments) {
        return new Sentence(OWN, key, List.of(arguments));
    }

    /** In a language; in English where the bundle does not have it. */
    public String in(Locale language) {
        String text = ResourceBundle.getBundle(bundle, language, NO_OTHER).getString(key);
        Object[] said = arguments.stream()
                .map(argument -> argument instanceof Sentence part ? part.in(language) : argument)
                .toArray();
        return new MessageFormat(text, language).format(said);
    }

    /** In English. */
    @Override
    public String toString() {
        return in(Locale.ROOT);
    }
}
