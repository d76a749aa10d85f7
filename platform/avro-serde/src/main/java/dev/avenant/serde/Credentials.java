package dev.avenant.serde;

import dev.avenant.registry.client.RegistryCredentials;
import java.net.URI;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.common.config.SaslConfigs;
import org.apache.kafka.common.utils.Utils;

/** Who asks the registry, as the settings say it. */
final class Credentials {

    private static final Pattern JAAS_OPTION = Pattern.compile("(username|password)\\s*=\\s*\"([^\"]*)\"");

    private Credentials() {}

    static RegistryCredentials of(SerdeConfig config) {
        boolean isBearer = config.isGiven(AvroSettings.BEARER_AUTH_SOURCE)
                || (config.isGiven(AvroSettings.BEARER_AUTH_TOKEN) && !config.isGiven(AvroSettings.BASIC_AUTH_SOURCE));
        return isBearer ? bearer(config) : basic(config);
    }

    private static RegistryCredentials basic(SerdeConfig config) {
        String source = config.text(AvroSettings.BASIC_AUTH_SOURCE);
        return switch (source.toUpperCase(Locale.ROOT)) {
            case "URL" -> RegistryCredentials.FROM_URL;
            case "USER_INFO" -> RegistryCredentials.basic(userInfo(config));
            case "SASL_INHERIT" -> RegistryCredentials.basic(saslUser(config));
            default -> throw unknownSource(AvroSettings.BASIC_AUTH_SOURCE, source, "URL, USER_INFO or SASL_INHERIT");
        };
    }

    private static String userInfo(SerdeConfig config) {
        String userInfo = config.secret(AvroSettings.BASIC_AUTH_USER_INFO);
        if (userInfo.isEmpty()) {
            userInfo = config.secret(AvroSettings.OLD_BASIC_AUTH_USER_INFO);
        }
        if (userInfo.isEmpty()) {
            throw new ConfigException("Setting " + AvroSettings.BASIC_AUTH_USER_INFO + " must be user:password when "
                    + AvroSettings.BASIC_AUTH_SOURCE + " is USER_INFO, but it is missing");
        }
        return userInfo;
    }

    private static String saslUser(SerdeConfig config) {
        Object jaas = config.originals().get(SaslConfigs.SASL_JAAS_CONFIG);
        String text = jaas instanceof org.apache.kafka.common.config.types.Password password
                ? password.value()
                : String.valueOf(jaas);
        Map<String, String> options = new HashMap<>();
        Matcher matcher = JAAS_OPTION.matcher(text);
        while (matcher.find()) {
            options.put(matcher.group(1), matcher.group(2));
        }
        String user = options.get("username");
        String password = options.get("password");
        if (user == null || password == null) {
            throw new ConfigException("Setting " + SaslConfigs.SASL_JAAS_CONFIG
                    + " must hold a username and a password when " + AvroSettings.BASIC_AUTH_SOURCE
                    + " is SASL_INHERIT");
        }
        return user + ":" + password;
    }

    private static RegistryCredentials bearer(SerdeConfig config) {
        String source = config.text(AvroSettings.BEARER_AUTH_SOURCE);
        RegistryCredentials token = switch (source.toUpperCase(Locale.ROOT)) {
            case "STATIC_TOKEN" -> staticToken(config);
            case "OAUTHBEARER" -> OauthToken.of(config);
            case "CUSTOM" -> custom(config);
            default ->
                throw unknownSource(AvroSettings.BEARER_AUTH_SOURCE, source, "STATIC_TOKEN, OAUTHBEARER or CUSTOM");
        };
        Map<String, String> routing = new HashMap<>();
        if (config.isGiven(AvroSettings.BEARER_AUTH_LOGICAL_CLUSTER)) {
            routing.put("target-sr-cluster", config.text(AvroSettings.BEARER_AUTH_LOGICAL_CLUSTER));
        }
        if (config.isGiven(AvroSettings.BEARER_AUTH_IDENTITY_POOL)) {
            routing.put("Confluent-Identity-Pool-Id", config.text(AvroSettings.BEARER_AUTH_IDENTITY_POOL));
        }
        return routing.isEmpty() ? token : url -> both(token, url, routing);
    }

    private static Map<String, String> both(RegistryCredentials token, URI url, Map<String, String> routing) {
        Map<String, String> headers = new HashMap<>(routing);
        headers.putAll(token.headers(url));
        return headers;
    }

    private static RegistryCredentials staticToken(SerdeConfig config) {
        String token = config.secret(AvroSettings.BEARER_AUTH_TOKEN);
        if (token.isEmpty()) {
            throw new ConfigException("Setting " + AvroSettings.BEARER_AUTH_TOKEN + " must hold a token when "
                    + AvroSettings.BEARER_AUTH_SOURCE + " is STATIC_TOKEN, but it is missing");
        }
        return RegistryCredentials.bearer(token);
    }

    private static RegistryCredentials custom(SerdeConfig config) {
        String name = config.text(AvroSettings.BEARER_AUTH_PROVIDER_CLASS);
        try {
            return Utils.newInstance(name, RegistryCredentials.class);
        } catch (ClassNotFoundException | ClassCastException unusable) {
            throw new ConfigException(
                    AvroSettings.BEARER_AUTH_PROVIDER_CLASS,
                    name,
                    "must name a class that implements " + RegistryCredentials.class.getName());
        }
    }

    private static ConfigException unknownSource(String key, String value, String expected) {
        return new ConfigException(key, value, "must be " + expected);
    }
}
