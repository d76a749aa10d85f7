package jobplatform.containers;

import static org.assertj.core.api.Assertions.assertThat;

import dev.avenant.stack.config.Component;
import dev.avenant.stack.config.StackDefinition;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The console of the local stack is told of each service, and has the token with which it may pause what that reads. */
@Tag("fast")
class ConsoleServicesTest {

    private static final String TOKEN = "${secret.subscriptions-token}";

    private final StackDefinition stack = StackDefinition.of(ComposeFile.REPOSITORY);

    private List<Component> services() {
        return stack.components().stream()
                .filter(component -> component.database().isPresent())
                .toList();
    }

    @Test
    void theConsoleIsToldOfEachService() {
        Map<String, String> told =
                new TreeMap<>(stack.named("console").program().environment());
        told.keySet().removeIf(name -> !name.startsWith("AVENANT_CONSOLE_SERVICES_"));

        Map<String, String> expected = new TreeMap<>();
        for (int at = 0; at < services().size(); at++) {
            String name = services().get(at).name();
            String setting = "AVENANT_CONSOLE_SERVICES_" + at;
            expected.put(setting + "_GROUP", name);
            expected.put(setting + "_INSTANCES", "http://localhost:${" + name + ".port}");
            expected.put(setting + "_HEADERS_AUTHORIZATION", "Bearer " + TOKEN);
        }
        assertThat(told).isNotEmpty().isEqualTo(expected);
    }

    @Test
    void eachServiceShowsItsSubscriptionsToWhoHasTheToken() {
        assertThat(services())
                .allSatisfy(service -> assertThat(service.program().environment())
                        .containsEntry("AVENANT_SERVICE_ACCESS_SUBSCRIPTIONSTOKEN", TOKEN)
                        .containsEntry("KAFKA_GROUP_ID", "${name}")
                        .hasEntrySatisfying(
                                "MANAGEMENT_ENDPOINTS_WEB_EXPOSURE_INCLUDE",
                                shown -> assertThat(shown.split(",", -1)).contains("subscriptions")));
    }
}
