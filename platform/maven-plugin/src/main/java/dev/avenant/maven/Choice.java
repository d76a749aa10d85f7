package dev.avenant.maven;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.apache.maven.plugin.MojoExecutionException;

/** A parameter that takes one of a few words, in small or capital letters. */
final class Choice {
    private Choice() {}

    static <E extends Enum<E>> E of(String parameter, Class<E> type, String word) throws MojoExecutionException {
        List<E> all = Arrays.asList(type.getEnumConstants());
        for (E candidate : all) {
            if (candidate.name().equalsIgnoreCase(word.strip())) {
                return candidate;
            }
        }
        String known = String.join(
                ", ",
                all.stream().map(each -> each.name().toLowerCase(Locale.ROOT)).toList());
        throw new MojoExecutionException(
                "Expected one of " + known + " in " + parameter + " but found " + word + ". Correct it.");
    }
}
