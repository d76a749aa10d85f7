package jobplatform.notification.mail;

import java.util.Map;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/** Writes what an event said as the database holds it, and reads it. */
final class MailDetails {

    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final TypeReference<Map<String, String>> TYPE = new TypeReference<>() {};

    private MailDetails() {}

    static String write(Map<String, String> details) {
        return JSON.writeValueAsString(details);
    }

    static Map<String, String> read(String json) {
        return JSON.readValue(json, TYPE);
    }
}
