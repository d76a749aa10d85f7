package jobplatform.user.access;

import java.util.Map;
import org.springframework.stereotype.Component;

/** The public parts of the keys that access tokens are signed with. */
@Component
public class PublishedKeys {

    private final SigningKeys keys;

    PublishedKeys(SigningKeys keys) {
        this.keys = keys;
    }

    /** As a JSON Web Key Set (RFC 7517); there is always one. */
    public Map<String, Object> asJson() {
        keys.current();
        return keys.published().toJSONObject();
    }
}
