package dev.avenant.registry.client.config;

import dev.avenant.registry.client.RegistryCredentials;
import java.net.URI;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import javax.security.auth.login.AppConfigurationEntry;
import org.apache.kafka.common.Configurable;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.config.SaslConfigs;
import org.apache.kafka.common.config.types.Password;
import org.apache.kafka.common.security.JaasContext;
import org.apache.kafka.common.utils.Utils;
import org.jspecify.annotations.Nullable;

/** Who asks the registry: the credentials that the settings name. */
final class CredentialsSettings {

    private CredentialsSettings() {}

    /** What every request says: who asks, and the headers that are set. */
    static RegistryCredentials of(RegistryClientConfig config) {
        Map<String, String> more = new HashMap<>();
        config.originalsWithPrefix(RegistryClientConfig.REQUEST_HEADER_PREFIX)
                .forEach((name, value) -> more.put(name, String.valueOf(value)));
        RegistryCredentials identity = identity(config);
        return more.isEmpty() ? identity : url -> both(identity, url, more);
    }

    private static RegistryCredentials identity(RegistryClientConfig config) {
        boolean isBearer = config.isGiven(RegistryClientConfig.BEARER_AUTH_CREDENTIALS_SOURCE)
                || (config.isGiven(RegistryClientConfig.BEARER_AUTH_TOKEN)
                        && !config.isGiven(RegistryClientConfig.BASIC_AUTH_CREDENTIALS_SOURCE));
        return isBearer ? bearer(config) : basic(config);
    }

    private static RegistryCredentials basic(RegistryClientConfig config) {
        String source = config.text(RegistryClientConfig.BASIC_AUTH_CREDENTIALS_SOURCE);
        return switch (source.toUpperCase(Locale.ROOT)) {
            case "URL" -> RegistryCredentials.FROM_URL;
            case "USER_INFO" -> RegistryCredentials.basic(userInfo(config));
            case "SASL_INHERIT" -> RegistryCredentials.basic(saslUser(config));
            default ->
                throw unknownSource(
                        RegistryClientConfig.BASIC_AUTH_CREDENTIALS_SOURCE, source, "URL, USER_INFO or SASL_INHERIT");
        };
    }

    private static String userInfo(RegistryClientConfig config) {
        String userInfo = config.secret(RegistryClientConfig.BASIC_AUTH_USER_INFO);
        if (userInfo.isEmpty()) {
            userInfo = config.secret(RegistryClientConfig.SCHEMA_REGISTRY_BASIC_AUTH_USER_INFO);
        }
        if (userInfo.isEmpty()) {
            throw new InvalidRegistrySettingException(
                    RegistryClientConfig.BASIC_AUTH_USER_INFO,
                    "must be user:password when " + RegistryClientConfig.BASIC_AUTH_CREDENTIALS_SOURCE
                            + " is USER_INFO, but it is missing");
        }
        return userInfo;
    }

    /** The user of the Kafka client itself, out of its JAAS settings or the JVM's. */
    private static String saslUser(RegistryClientConfig config) {
        Map<String, @Nullable Object> settings = new HashMap<>();
        Object jaas = config.originals().get(SaslConfigs.SASL_JAAS_CONFIG);
        if (jaas != null) {
            settings.put(SaslConfigs.SASL_JAAS_CONFIG, jaas instanceof Password ? jaas : new Password(jaas.toString()));
        }
        try {
            for (AppConfigurationEntry entry :
                    JaasContext.loadClientContext(settings).configurationEntries()) {
                Object user = entry.getOptions().get("username");
                Object password = entry.getOptions().get("password");
                if (user != null && password != null) {
                    return user + ":" + password;
                }
            }
        } catch (IllegalArgumentException | KafkaException unreadable) {
            throw noSaslUser(": " + unreadable.getMessage());
        }
        throw noSaslUser(", but it holds none");
    }

    private static InvalidRegistrySettingException noSaslUser(String why) {
        return new InvalidRegistrySettingException(
                SaslConfigs.SASL_JAAS_CONFIG,
                "must hold a username and a password when " + RegistryClientConfig.BASIC_AUTH_CREDENTIALS_SOURCE
                        + " is SASL_INHERIT" + why);
    }

    private static RegistryCredentials bearer(RegistryClientConfig config) {
        String source = config.text(RegistryClientConfig.BEARER_AUTH_CREDENTIALS_SOURCE);
        RegistryCredentials token = switch (source.toUpperCase(Locale.ROOT)) {
            case "STATIC_TOKEN" -> staticToken(config);
            case "OAUTHBEARER" -> OAuthClientCredentials.of(config);
            case "CUSTOM" -> custom(config);
            default ->
                throw unknownSource(
                        RegistryClientConfig.BEARER_AUTH_CREDENTIALS_SOURCE,
                        source,
                        "STATIC_TOKEN, OAUTHBEARER or CUSTOM");
        };
        Map<String, String> routing = new HashMap<>();
        if (config.isGiven(RegistryClientConfig.BEARER_AUTH_LOGICAL_CLUSTER)) {
            routing.put("target-sr-cluster", config.text(RegistryClientConfig.BEARER_AUTH_LOGICAL_CLUSTER));
        }
        if (config.isGiven(RegistryClientConfig.BEARER_AUTH_IDENTITY_POOL_ID)) {
            routing.put("Confluent-Identity-Pool-Id", config.text(RegistryClientConfig.BEARER_AUTH_IDENTITY_POOL_ID));
        }
        return routing.isEmpty() ? token : url -> both(token, url, routing);
    }

    private static Map<String, String> both(RegistryCredentials identity, URI url, Map<String, String> more) {
        Map<String, String> headers = new HashMap<>(more);
        headers.putAll(identity.headers(url));
        return headers;
    }

    private static RegistryCredentials staticToken(RegistryClientConfig config) {
        String token = config.secret(RegistryClientConfig.BEARER_AUTH_TOKEN);
        if (token.isEmpty()) {
            throw new InvalidRegistrySettingException(
                    RegistryClientConfig.BEARER_AUTH_TOKEN,
                    "must hold a token when " + RegistryClientConfig.BEARER_AUTH_CREDENTIALS_SOURCE
                            + " is STATIC_TOKEN, but it is missing");
        }
        return RegistryCredentials.bearer(token);
    }

    private static RegistryCredentials custom(RegistryClientConfig config) {
        String name = config.text(RegistryClientConfig.BEARER_AUTH_CUSTOM_PROVIDER_CLASS);
        try {
            RegistryCredentials credentials = Utils.newInstance(name, RegistryCredentials.class);
            if (credentials instanceof Configurable configurable) {
                configurable.configure(config.originals());
            }
            return credentials;
        } catch (ClassNotFoundException | ClassCastException unusable) {
            throw new InvalidRegistrySettingException(
                    RegistryClientConfig.BEARER_AUTH_CUSTOM_PROVIDER_CLASS,
                    "must name a class that implements " + RegistryCredentials.class.getName() + " but is '" + name
                            + "'",
                    unusable);
        }
    }

    private static InvalidRegistrySettingException unknownSource(String key, String value, String expected) {
        return new InvalidRegistrySettingException(key, "must be " + expected + " but is '" + value + "'");
    }
}
