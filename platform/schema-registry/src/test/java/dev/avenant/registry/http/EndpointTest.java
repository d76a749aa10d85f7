package dev.avenant.registry.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.avenant.registry.security.Role;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("fast")
class EndpointTest {

    @Test
    void refusesAScopeThatItsPathDoesNotName() {
        Endpoint.Permitted withoutSubject = Endpoint.get("/contexts").needs(Role.READ, AccessScope.SUBJECT);
        Endpoint.Permitted forgottenSubject = Endpoint.put("/config/{subject}").needs(Role.ADMIN, AccessScope.REGISTRY);

        assertThatThrownBy(() -> withoutSubject.answers(request -> ApiResponse.empty()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(
                        "GET /contexts: scope must fit the path, which names a subject or does not, but was SUBJECT");
        assertThatThrownBy(() -> forgottenSubject.answers(request -> ApiResponse.empty()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("PUT /config/{subject}: scope must fit the path, which names a subject or does not,"
                        + " but was REGISTRY");
    }

    @Test
    void looksAnAliasUpOnceForTheWholeRequest() {
        Endpoint endpoint = Endpoint.get("/subjects/{subject}/versions")
                .needs(Role.READ, AccessScope.SUBJECT_OR_ALIAS)
                .answers(request -> ApiResponse.empty());
        List<String> lookedUp = new ArrayList<>();
        RequestPath path = new RequestPath(endpoint, Map.of("subject", "other-name"), null, name -> {
            lookedUp.add(name);
            return "orders-" + lookedUp.size();
        });

        String permitted = path.resolvedSubject();
        String done = ApiRequest.to(path).withPrincipal("ada").resolvedSubject();

        assertThat(done).isEqualTo(permitted).isEqualTo("orders-1");
        assertThat(lookedUp).containsExactly("other-name");
    }
}
