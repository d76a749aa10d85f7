package jobplatform.containers;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;

/** docker-compose.yml as data, with its aliases and merges resolved. */
record ComposeFile(Map<String, Object> content) {

    /** Each part shares some settings by alias; a reader that trusts no file takes 50 unless told otherwise. */
    private static final int MOST_ALIASES = 200;

    static final Path REPOSITORY = Path.of("..");

    static ComposeFile read() {
        return new ComposeFile(yaml(REPOSITORY.resolve("docker-compose.yml")));
    }

    /** What a YAML file of the repository holds. */
    static Map<String, Object> yaml(Path file) {
        LoaderOptions options = new LoaderOptions();
        options.setMaxAliasesForCollections(MOST_ALIASES);
        try {
            return map(new Yaml(new SafeConstructor(options)).load(Files.readString(file)));
        } catch (IOException unreadable) {
            throw new UncheckedIOException("Cannot read " + file, unreadable);
        }
    }

    Map<String, Object> services() {
        return map(content.get("services"));
    }

    Map<String, Object> service(String name) {
        return map(services().get(name));
    }

    /** The image of a service, with its tag. */
    String image(String service) {
        return String.valueOf(service(service).get("image"));
    }

    /** The file that a config is. */
    Path config(String name) {
        return REPOSITORY.resolve(
                String.valueOf(map(map(content.get("configs")).get(name)).get("file")));
    }

    static List<?> list(@Nullable Object value) {
        assertThat(value).isInstanceOf(List.class);
        return (List<?>) Objects.requireNonNull(value);
    }

    @SuppressWarnings("unchecked") // the names in a YAML file of ours are texts
    static Map<String, Object> map(@Nullable Object value) {
        assertThat(value).isInstanceOf(Map.class);
        return (Map<String, Object>) Objects.requireNonNull(value);
    }
}
