package dev.avenant.registry.client.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.avenant.registry.client.InMemoryRegistryClient;
import dev.avenant.registry.client.RegistryConnection;
import java.net.URI;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.config.ConfigException;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@Tag("fast")
class RegistryClientConfigTest {

    private static RegistryClientConfig config(String... namesAndValues) {
        Map<String, Object> settings = new HashMap<>(Map.of("schema.registry.url", "http://localhost:8081"));
        for (int i = 0; i < namesAndValues.length; i += 2) {
            settings.put(namesAndValues[i], namesAndValues[i + 1]);
        }
        return new RegistryClientConfig(settings);
    }

    @Test
    void saysAllThatAConnectionNeeds() {
        RegistryConnection connection = config(
                        "schema.registry.url", "http://one:8081/, http://two:8081",
                        "http.connect.timeout.ms", "1500",
                        "http.read.timeout.ms", "0",
                        "max.retries", "7",
                        "retries.wait.ms", "10",
                        "retries.max.wait.ms", "20",
                        "proxy.host", "proxy",
                        "proxy.port", "3128",
                        "basic.auth.credentials.source", "USER_INFO",
                        "basic.auth.user.info", "ada:correct horse",
                        "request.header.X-Trace", "yes")
                .connection();

        assertThat(connection.urls()).containsExactly(URI.create("http://one:8081/"), URI.create("http://two:8081"));
        assertThat(connection.address()).isEqualTo("http://one:8081, http://two:8081");
        assertThat(connection.connectTimeout()).isEqualTo(Duration.ofMillis(1500));
        assertThat(connection.readTimeout()).as("0 is no limit").isGreaterThan(Duration.ofDays(365));
        assertThat(connection.retries())
                .isEqualTo(new RegistryConnection.Retries(7, Duration.ofMillis(10), Duration.ofMillis(20)));
        assertThat(connection.proxy()).hasToString("proxy/<unresolved>:3128");
        assertThat(connection.tls()).isNull();
        assertThat(connection.credentials().headers(URI.create("http://one:8081")))
                .isEqualTo(Map.of("Authorization", "Basic YWRhOmNvcnJlY3QgaG9yc2U=", "X-Trace", "yes"));
    }

    @Test
    void hasTheDefaultsOfConfluentsClients() {
        RegistryConnection connection = config().connection();

        assertThat(connection)
                .usingRecursiveComparison()
                .isEqualTo(RegistryConnection.to(List.of(URI.create("http://localhost:8081"))));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "basic.auth.user.infos | Unknown setting basic.auth.user.infos. Did you mean basic.auth.user.info?",
                "max-retries | Unknown setting max-retries. Did you mean max.retries?",
                "ssl.truststore.location | Unknown setting ssl.truststore.location."
                        + " Did you mean schema.registry.ssl.truststore.location?"
            })
    void refusesNamesThatMeanNothingWhereNobodyElsesStand(String name, String message) {
        assertThatThrownBy(() -> RegistryClientConfig.requireKnown(List.of("max.retries", name)))
                .isExactlyInstanceOf(ConfigException.class)
                .hasMessage(message);
    }

    @Test
    void leavesSettingsToTheirOwnerThatStandBesideItsOwn() {
        RegistryClientConfig.requireKnown(List.of(
                "request.header.X-Trace",
                "config.providers",
                "config.providers.file.class",
                "sasl.jaas.config",
                "schema.registry.ssl.truststore.location"));
        RegistryClientConfig.requireKnown(List.of("bearer.auth.custom.provider.class", "tokens.of.mine"));

        assertThatThrownBy(() -> RegistryClientConfig.requireKnown(
                        List.of("bearer.auth.custom.provider.class", "bearer.auth.tokens")))
                .hasMessage("Unknown setting bearer.auth.tokens. Did you mean bearer.auth.token?");
    }

    @Test
    void givesARegistryInMemoryToWhomeverNamesTheSameOne() {
        RegistryClientConfig config = config("schema.registry.url", "mock://settings");

        assertThat(config.client()).isSameAs(InMemoryRegistryClient.scope("settings"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "schema.registry.url | '' | must name at least one URL but is empty",
                "schema.registry.url | mock://a,mock://b | must name one mock:// registry alone but names 2",
                "schema.registry.url | localhost:8081 | is no list of URLs: expected http://host:port or"
                        + " https://host:port but found 'localhost:8081'",
                "schema.registry.url | htp://ada:secret@host:1 | is no list of URLs: expected http://host:port or"
                        + " https://host:port but found 'htp://host:1'",
                "schema.registry.url | http://ada:se/cr@et@host:1 | is no list of URLs: expected http://host:port or"
                        + " https://host:port but found 'http://host:1'",
                "http.read.timeout.ms | -1 | must be at least 0 but is -1",
                "max.retries | -5 | must be at least 0 but is -5",
                "basic.auth.credentials.source | SASL | must be URL, USER_INFO or SASL_INHERIT but is 'SASL'",
                "basic.auth.credentials.source | USER_INFO | must be user:password when"
                        + " basic.auth.credentials.source is USER_INFO, but it is missing",
                "bearer.auth.credentials.source | JWT | must be STATIC_TOKEN, OAUTHBEARER or CUSTOM but is 'JWT'",
                "bearer.auth.credentials.source | STATIC_TOKEN | must hold a token when"
                        + " bearer.auth.credentials.source is STATIC_TOKEN, but it is missing",
                "bearer.auth.credentials.source | OAUTHBEARER | must be given when bearer.auth.credentials.source is"
                        + " OAUTHBEARER, but it is missing",
            })
    void saysWhichSettingCannotBeUsedAndWhy(String setting, String value, String why) {
        RegistryClientConfig config = config(setting, value);

        assertThatThrownBy(config::client)
                .isInstanceOf(InvalidRegistrySettingException.class)
                .isInstanceOf(ConfigException.class)
                .hasMessageEndingWith(" " + why)
                .hasMessageMatching("Setting [a-z.]+ .*")
                .hasMessageNotContaining("secret");
    }

    @Test
    void refusesTwoWaysToSayWhoAsks() {
        assertThatThrownBy(() -> config(
                        "basic.auth.credentials.source", "URL", "bearer.auth.credentials.source", "STATIC_TOKEN"))
                .hasMessage("Setting bearer.auth.credentials.source cannot be used: it is given together with"
                        + " basic.auth.credentials.source; remove one of them");
    }

    @Test
    void readsKeyStoresForHttpsAlone() {
        String missing = "/no/such/store.jks";

        assertThat(config("schema.registry.ssl.truststore.location", missing)
                        .connection()
                        .tls())
                .isNull();
        assertThatThrownBy(() -> config(
                                "schema.registry.url",
                                "https://localhost:8081",
                                "schema.registry.ssl.truststore.location",
                                missing)
                        .client())
                .hasMessageContaining(missing);
    }

    @Test
    void showsNoSecretOfAnySettingInItsOwnText() {
        RegistryClientConfig config = config(
                "basic.auth.user.info", "ada:hunter2",
                "schema.registry.basic.auth.user.info", "ada:hunter2",
                "bearer.auth.token", "hunter2",
                "bearer.auth.client.secret", "hunter2",
                "schema.registry.ssl.keystore.password", "hunter2",
                "schema.registry.ssl.key.password", "hunter2",
                "schema.registry.ssl.truststore.password", "hunter2");

        assertThat(config.values().toString()).doesNotContain("hunter2");
    }

    @Test
    void takesValuesFromConfigurationProviders() {
        RegistryClientConfig config = config(
                "config.providers", "env",
                "config.providers.env.class", "org.apache.kafka.common.config.provider.EnvVarConfigProvider",
                "basic.auth.credentials.source", "USER_INFO",
                "basic.auth.user.info", "${env:PATH}");

        assertThat(config.connection().credentials().headers(URI.create("http://localhost:8081")))
                .isNotEqualTo(
                        config("basic.auth.credentials.source", "USER_INFO", "basic.auth.user.info", "${env:PATH}")
                                .connection()
                                .credentials()
                                .headers(URI.create("http://localhost:8081")));
    }
}
