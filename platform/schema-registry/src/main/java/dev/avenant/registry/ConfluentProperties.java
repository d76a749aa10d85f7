package dev.avenant.registry;

import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * Reads a Confluent registry's properties: older names stand for the present ones, what protects a registry there and would
 * not here is refused, and what means nothing here is named.
 */
final class ConfluentProperties {

    private static final Map<String, Setting> OLDER_NAMES = Map.of(
            "avro.compatibility.level", Setting.COMPATIBILITY,
            "master.eligibility", Setting.LEADER_ELIGIBILITY,
            "port", Setting.PORT);
    private static final String OLDER_CLIENT_AUTHENTICATION = "ssl.client.auth";
    private static final String AUTHENTICATION = "authentication.method";
    private static final List<String> EXTENSIONS =
            List.of("resource.extension.class", "schema.registry.resource.extension.class");
    private static final List<String> CLIENT_SETTINGS =
            List.of("kafkastore.security.", "kafkastore.sasl.", "kafkastore.ssl.");
    private static final String INTER_INSTANCE_PROTOCOL = "inter.instance.protocol";

    private ConfluentProperties() {}

    /** The same properties with older names replaced; a present name wins over an older one. */
    static Map<String, String> withPresentNames(Map<String, String> given) {
        Map<String, String> properties = new HashMap<>(given);
        OLDER_NAMES.forEach((older, setting) -> {
            String value = properties.remove(older);
            boolean concerned = setting != Setting.PORT || !properties.containsKey(Setting.LISTENERS.key());
            if (value != null && concerned) {
                properties.putIfAbsent(setting.key(), value);
            }
        });
        String older = properties.remove(OLDER_CLIENT_AUTHENTICATION);
        if (Boolean.parseBoolean(older)) {
            properties.putIfAbsent(Setting.CLIENT_AUTHENTICATION.key(), "REQUIRED");
        }
        return properties;
    }

    /** Throws for what would leave open here what it closes there. */
    static void requireNoLostProtection(Map<String, String> properties) {
        String method = properties.getOrDefault(AUTHENTICATION, "NONE").trim();
        boolean replaced =
                List.of(Setting.PASSWORD_FILE, Setting.API_KEY_FILE, Setting.JWT_JWKS, Setting.CERTIFICATE_AUTH)
                        .stream()
                        .anyMatch(setting ->
                                !properties.getOrDefault(setting.key(), "false").equals("false"));
        if (!method.isEmpty() && !method.toUpperCase(Locale.ROOT).equals("NONE") && !replaced) {
            throw new IllegalArgumentException(AUTHENTICATION + " is " + method
                    + ", which this registry does not read, so it would be open to everybody. Set "
                    + Setting.PASSWORD_FILE.key() + " (and " + Setting.ROLES_FILE.key() + "), or take "
                    + AUTHENTICATION + " out");
        }
        for (String extension : EXTENSIONS) {
            String classes = properties.getOrDefault(extension, "");
            if (classes.toLowerCase(Locale.ROOT).contains("security") && !replaced) {
                throw new IllegalArgumentException(extension + " is " + classes
                        + ", and this registry loads no extensions, so it would be open to everybody. Set "
                        + Setting.PASSWORD_FILE.key() + " (and " + Setting.ROLES_FILE.key() + "), or take " + extension
                        + " out");
            }
        }
    }

    /** The names of the properties that change nothing here, in order. */
    static Set<String> ignored(Map<String, String> properties) {
        Set<String> ignored = new TreeSet<>(properties.keySet());
        for (Setting setting : Setting.values()) {
            ignored.remove(setting.key());
        }
        ignored.removeIf(name -> CLIENT_SETTINGS.stream().anyMatch(name::startsWith));
        // It says what holds in any case: registries call each other the way that they listen.
        if (listenerProtocol(properties).equals(properties.get(INTER_INSTANCE_PROTOCOL))) {
            ignored.remove(INTER_INSTANCE_PROTOCOL);
        }
        return ignored;
    }

    private static String listenerProtocol(Map<String, String> properties) {
        return properties
                .getOrDefault(Setting.LISTENERS.key(), "http://")
                .split(":", 2)[0]
                .trim();
    }
}
