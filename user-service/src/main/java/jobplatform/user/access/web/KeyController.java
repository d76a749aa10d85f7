package jobplatform.user.access.web;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.annotation.security.PermitAll;
import java.util.Map;
import jobplatform.user.access.PublishedKeys;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/** The keys that access tokens are checked with. */
@RestController
@Tag(name = "Authentication")
class KeyController {

    private final PublishedKeys keys;

    KeyController(PublishedKeys keys) {
        this.keys = keys;
    }

    @GetMapping(path = "/.well-known/jwks.json", produces = MediaType.APPLICATION_JSON_VALUE)
    @PermitAll
    @Operation(summary = "Read the keys of access tokens", description = "A JSON Web Key Set (RFC 7517).")
    Map<String, Object> keys() {
        return keys.asJson();
    }
}
