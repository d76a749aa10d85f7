package dev.avenant.messaging.internal.tables;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.springframework.core.io.Resource;
import org.springframework.core.io.support.PathMatchingResourcePatternResolver;

/** The scripts as users find them. */
public final class TableScripts {

    private TableScripts() {}

    /** Their texts by their names, in the order of their numbers. */
    static Map<String, String> byName() {
        Map<String, String> texts = new TreeMap<>(Comparator.comparingInt(TableScripts::number));
        try {
            for (Resource script : new PathMatchingResourcePatternResolver()
                    .getResources("classpath:" + MessagingTables.SCRIPTS + "/V*.sql")) {
                texts.put(Objects.requireNonNull(script.getFilename()), script.getContentAsString(UTF_8));
            }
            return texts;
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    /** One after the other. */
    public static String joined() {
        return String.join("", List.copyOf(byName().values()));
    }

    private static int number(String name) {
        return Integer.parseInt(name.substring(1, name.indexOf("__")));
    }
}
