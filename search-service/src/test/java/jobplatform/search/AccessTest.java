package jobplatform.search;

import dev.avenant.testing.AccessMatrix;
import dev.avenant.testing.AccessScene;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicNode;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.TestFactory;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ApplicationContext;

/** Everything, asked as everybody. */
@Tag("broker")
class AccessTest extends SearchServiceTestBase {

    @TestFactory
    Stream<DynamicNode> isAsTheDocumentSays(@Autowired ApplicationContext service) {
        return AccessMatrix.tests(
                Path.of("..", "docs", "access.md"),
                List.of("Every service", "search-service"),
                service,
                URI.create(address("/")),
                tokens,
                this::scene);
    }

    private AccessScene scene(String row) {
        return new AccessScene(Map.of(), Map.of(), row.endsWith("/suggestions") ? "?q=java" : "", null);
    }
}
