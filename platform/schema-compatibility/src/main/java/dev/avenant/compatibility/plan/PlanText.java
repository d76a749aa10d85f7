package dev.avenant.compatibility.plan;

import java.text.MessageFormat;
import java.util.List;
import java.util.Locale;
import java.util.ResourceBundle;

/**
 * What a plan says to people, in each language that it has words of.
 *
 * @param key of the text, as {@link MessageFormat} has it
 * @param arguments names, pieces of schemas and other texts
 */
record PlanText(String key, List<Object> arguments) {
    private static final String BUNDLE = "dev.avenant.compatibility.plan.texts";
    private static final ResourceBundle.Control NO_OTHER =
            ResourceBundle.Control.getNoFallbackControl(ResourceBundle.Control.FORMAT_PROPERTIES);

    PlanText {
        arguments = List.copyOf(arguments);
    }

    static PlanText of(String key, Object... arguments) {
        return new PlanText(key, List.of(arguments));
    }

    /** In a language; in English where there are no words of it. */
    String in(Locale language) {
        Object[] said = arguments.stream()
                .map(argument -> argument instanceof PlanText part ? part.in(language) : argument)
                .toArray();
        return new MessageFormat(
                        ResourceBundle.getBundle(BUNDLE, language, NO_OTHER).getString(key), language)
                .format(said);
    }

    /** In English. */
    @Override
    public String toString() {
        return in(Locale.ROOT);
    }
}
