package dev.avenant.console;

import dev.avenant.text.Printable;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Text from outside as a page shows it: what would turn the direction of writing or hide a part of it is written out. */
public final class ShownText {

    private ShownText() {}

    /** In one line. */
    public static String line(String text) {
        return Printable.of(text);
    }

    /** In one line; null for null. */
    public static @Nullable String lineOrNull(@Nullable String text) {
        return text == null ? null : Printable.of(text);
    }

    /** In its own lines, and indented as it is. */
    public static String lines(String text) {
        return text.lines()
                .map(line -> Stream.of(line.split("\t", -1)).map(Printable::of).collect(Collectors.joining("\t")))
                .collect(Collectors.joining("\n"));
    }
}
