package dev.avenant.serde;

import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.SslConfigs;

/** The settings that say how the registry is reached, and as whom. */
final class RegistrySettings {

    private RegistrySettings() {}

    static void addTo(ConfigDef settings) {
        addHttp(settings);
        addCredentials(settings);
        addTls(settings);
    }

    private static void addHttp(ConfigDef settings) {
        AvroSettings.add(
                settings,
                AvroSettings.CONNECT_TIMEOUT,
                ConfigDef.Type.INT,
                60_000,
                "Milliseconds to wait for a connection.");
        AvroSettings.add(
                settings, AvroSettings.READ_TIMEOUT, ConfigDef.Type.INT, 60_000, "Milliseconds to wait for an answer.");
        AvroSettings.add(settings, AvroSettings.MAX_RETRIES, ConfigDef.Type.INT, 3, "How often a request is repeated.");
        AvroSettings.add(
                settings,
                AvroSettings.RETRIES_WAIT,
                ConfigDef.Type.INT,
                1000,
                "Milliseconds before the first repetition.");
        AvroSettings.add(
                settings,
                AvroSettings.RETRIES_MAX_WAIT,
                ConfigDef.Type.INT,
                20_000,
                "Milliseconds that a wait grows to.");
        AvroSettings.add(settings, AvroSettings.PROXY_HOST, ConfigDef.Type.STRING, "", "An HTTP proxy.");
        AvroSettings.add(settings, AvroSettings.PROXY_PORT, ConfigDef.Type.INT, -1, "Its port.");
    }

    private static void addCredentials(ConfigDef settings) {
        AvroSettings.add(
                settings,
                AvroSettings.BASIC_AUTH_SOURCE,
                ConfigDef.Type.STRING,
                "URL",
                "URL, USER_INFO or SASL_INHERIT.");
        AvroSettings.add(
                settings,
                AvroSettings.BASIC_AUTH_USER_INFO,
                ConfigDef.Type.PASSWORD,
                "",
                "user:password for USER_INFO.");
        AvroSettings.add(
                settings,
                AvroSettings.OLD_BASIC_AUTH_USER_INFO,
                ConfigDef.Type.PASSWORD,
                "",
                "The older name of the same.");
        AvroSettings.add(
                settings,
                AvroSettings.BEARER_AUTH_SOURCE,
                ConfigDef.Type.STRING,
                "STATIC_TOKEN",
                "STATIC_TOKEN, OAUTHBEARER or CUSTOM.");
        AvroSettings.add(
                settings, AvroSettings.BEARER_AUTH_TOKEN, ConfigDef.Type.PASSWORD, "", "The token for STATIC_TOKEN.");
        AvroSettings.add(
                settings,
                AvroSettings.BEARER_AUTH_CLIENT_ID,
                ConfigDef.Type.STRING,
                null,
                "The client id for OAUTHBEARER.");
        AvroSettings.add(
                settings,
                AvroSettings.BEARER_AUTH_CLIENT_SECRET,
                ConfigDef.Type.PASSWORD,
                null,
                "The client secret for OAUTHBEARER.");
        AvroSettings.add(
                settings,
                AvroSettings.BEARER_AUTH_ISSUER_URL,
                ConfigDef.Type.STRING,
                null,
                "Where OAUTHBEARER gets tokens.");
        AvroSettings.add(
                settings, AvroSettings.BEARER_AUTH_SCOPE, ConfigDef.Type.STRING, null, "The scope that is asked for.");
        AvroSettings.add(
                settings,
                "bearer.auth.scope.claim.name",
                ConfigDef.Type.STRING,
                "scope",
                "Kept for copied configurations.");
        AvroSettings.add(
                settings,
                "bearer.auth.sub.claim.name",
                ConfigDef.Type.STRING,
                "sub",
                "Kept for copied configurations.");
        settings.define(
                AvroSettings.BEARER_AUTH_EXPIRY_BUFFER,
                ConfigDef.Type.SHORT,
                (short) 300,
                ConfigDef.Range.between(0, 3600),
                ConfigDef.Importance.LOW,
                "Seconds before its end that a token is renewed.");
        AvroSettings.add(
                settings,
                AvroSettings.BEARER_AUTH_PROVIDER_CLASS,
                ConfigDef.Type.STRING,
                null,
                "The class for CUSTOM.");
        AvroSettings.add(
                settings,
                AvroSettings.BEARER_AUTH_LOGICAL_CLUSTER,
                ConfigDef.Type.STRING,
                null,
                "Sent as target-sr-cluster.");
        AvroSettings.add(
                settings,
                AvroSettings.BEARER_AUTH_IDENTITY_POOL,
                ConfigDef.Type.STRING,
                null,
                "Sent as Confluent-Identity-Pool-Id.");
    }

    private static void addTls(ConfigDef settings) {
        ConfigDef kafka = new ConfigDef();
        SslConfigs.addClientSslSupport(kafka);
        for (ConfigDef.ConfigKey key : kafka.configKeys().values()) {
            // The lists of allowed values differ between JDKs; what is wrong is found when the context is built.
            Object byDefault = TlsDefaults.of(key);
            settings.define(
                    AvroSettings.TLS_PREFIX + key.name, key.type, byDefault, null, key.importance, key.documentation);
        }
    }
}
