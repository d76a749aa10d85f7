package dev.avenant.build;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Objects;
import java.util.Properties;

/** Which Avenant this is: the version of the build that made it. */
public final class BuildVersion {
    private static final String FILE = "build.properties";

    private BuildVersion() {}

    /** The version, such as {@code 1.2.3}. */
    public static String text() {
        Properties build = new Properties();
        try (InputStream file = Objects.requireNonNull(BuildVersion.class.getResourceAsStream(FILE), FILE)) {
            build.load(file);
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
        return build.getProperty("version");
    }
}
