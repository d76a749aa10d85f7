package dev.avenant.registry.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.avenant.registry.catalog.Catalog;
import dev.avenant.registry.client.api.CompatibilityLevel;
import dev.avenant.registry.log.LogJournal;
import dev.avenant.registry.log.MemoryLog;
import dev.avenant.registry.security.Access;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class RegistryApiDocumentTest {

    private static final Path DOCUMENT = Path.of("..", "..", "REGISTRY_API.md");

    @Test
    void namesEveryEndpointAndEachOfItsParameters() throws IOException {
        List<String> documented = Files.readAllLines(DOCUMENT).stream()
                .filter(line -> line.contains("| `/"))
                .map(RegistryApiDocumentTest::withoutState)
                .toList();

        List<String> served = new Api(
                        new Catalog(CompatibilityLevel.BACKWARD),
                        new LogJournal(new MemoryLog()),
                        true,
                        new ServerIdentity("none", "none"),
                        Access.OPEN)
                .endpoints().stream().map(RegistryApiDocumentTest::row).toList();

        assertThat(documented).containsExactlyElementsOf(served);
    }

    private static String withoutState(String line) {
        return line.substring(0, line.lastIndexOf('|', line.length() - 2)).strip();
    }

    private static String row(Endpoint endpoint) {
        String parameters = endpoint.parameters().stream()
                .map(parameter -> "`" + parameter + "`")
                .collect(Collectors.joining(", "));
        return ("| " + endpoint.method() + " | `" + endpoint.template() + "` | " + parameters).strip();
    }
}
