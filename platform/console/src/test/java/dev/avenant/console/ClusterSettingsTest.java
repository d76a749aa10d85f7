package dev.avenant.console;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

/** A console whose clusters cannot be meant does not start, and says what to set. */
@Tag("fast")
@ExtendWith(OutputCaptureExtension.class)
class ClusterSettingsTest {

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            cluster=West | avenant.console.cluster: expected a name of up to 40 small letters, digits and dashes but found 'West'.
            clusters.east.registry-url=http://localhost:1 | avenant.console.clusters.east: expected bootstrap-servers and registry-url but found one of them alone.
            cluster= | avenant.console.cluster: expected a name of up to 40 small letters, digits and dashes but found ''.
            clusters.EAST.registry-url=http://localhost:1 | avenant.console.clusters.EAST: expected a name of up to 40 small letters, digits and dashes but found 'EAST'.
            clusters.[a/../b].registry-url=http://localhost:1 | avenant.console.clusters.a/../b: expected a name of up to 40 small letters, digits and dashes but found 'a/../b'.
            clusters.[%65ast].registry-url=http://localhost:1 | avenant.console.clusters.%65ast: expected a name of up to 40 small letters, digits and dashes but found '%65ast'.
            clusters.a-name-of-forty-one-letters-is-too-long-he.registry-url=http://localhost:1 | avenant.console.clusters.a-name-of-forty-one-letters-is-too-long-he: expected a name of up to 40 small letters, digits and dashes but found 'a-name-of-forty-one-letters-is-too-long-he'.
            clusters.east.bootstrap-servers=localhost:1;clusters.east.registry-url=ftp://localhost | avenant.console.clusters.east.registry
            clusters.east.bootstrap-servers=localhost:1;clusters.east.registry-url=http://localhost:1;clusters.east.kafka.security.protocol=NONE | avenant.console.clusters.east.kafka
            kafka.request.timeout.ms=soon | avenant.console.kafka: Invalid value soon for configuration request.timeout.ms
            kafka.sasl.mechansim=PLAIN | avenant.console.kafka: Unknown setting sasl.mechansim. Did you mean sasl.mechanism?
            clusters.east.bootstrap-servers=localhost:1;clusters.east.registry-url=http://localhost:1;clusters.east.kafka.security.protocl=SSL | avenant.console.clusters.east.kafka: Unknown setting security.protocl. Did you mean security.protocol?
            read-onyl=true | Unknown setting avenant.console.read-onyl. Did you mean avenant.console.read-only?
            timeout.seconds=3 | Unknown setting avenant.console.timeout.seconds.
            audit.topics=x | Unknown setting avenant.console.audit.topics. Did you mean avenant.console.audit.topic?
            acces.mode=local | Unknown setting avenant.console.acces. Did you mean avenant.console.access?
            access.everybody[0].topic=orders | Unknown setting avenant.console.access.everybody[0].topic. Did you mean avenant.console.access.everybody[0].topics?
            access.oidc.roles[0].grants[0].rolle=admin | Unknown setting avenant.console.access.oidc.roles[0].grants[0].rolle. Did you mean avenant.console.access.oidc.roles[0].grants[0].role?
            services[0].header.Authorization=x | Unknown setting avenant.console.services[0].header. Did you mean avenant.console.services[0].headers?
            clusters.east.bootstrap-server=localhost:1 | Unknown setting avenant.console.clusters.east.bootstrap-server. Did you mean avenant.console.clusters.east.bootstrap-servers?
            registry.basic.auth.users.info=a:b | avenant.console.registry: Unknown setting basic.auth.users.info. Did you mean basic.auth.user.info?
            registry.url=http://localhost:2 | avenant.console.registry: Unknown setting url. Did you mean schema.registry.url?
            registry.ssl.truststore.location=x | avenant.console.registry: Unknown setting ssl.truststore.location. Did you mean schema.registry.ssl.truststore.location?
            clusters.east.bootstrap-servers=localhost:1;clusters.east.registry-url=http://localhost:1;clusters.east.registry.max.retrys=1 | avenant.console.clusters.east.registry: Unknown setting max.retrys. Did you mean max.retries?
            clusters.east.contracts=x | avenant.console.clusters.east: expected bootstrap-servers and registry-url but found neither.
            clusters.default.registry-url=http://localhost:1 | avenant.console.clusters.default: expected another name than that of the default cluster but found default.
            access.everybody[0].role=admin;access.everybody[0].clusters=nowhere | avenant.console.access.everybody[0].clusters: expected names of clusters (default) but found 'nowhere'.
            services[0].group=x | avenant.console.services[0]: expected a group and its instances but found no instances.
            services[0].instances=http://x | avenant.console.services[0]: expected a group and its instances but found no group.
            services[0].group=x;services[0].instances=ftp://x | avenant.console.services[0].instances: expected addresses like http://billing-1:8082, without user, query and fragment, but found ftp://x.
            services[0].group=x;services[0].instances=http://u:p@x | avenant.console.services[0].instances: expected addresses like http://billing-1:8082, without user, query and fragment, but found http://x.
            services[0].group=x;services[0].instances=http://u:p/w@x | avenant.console.services[0].instances: expected addresses like http://billing-1:8082, without user, query and fragment, but found http://x.
            services[0].group=x;services[0].instances=http://x;services[0].headers.Host=y | avenant.console.services[0].headers: expected headers of HTTP but no header can be called Host or have its value.
            clusters.east.registry-url=http://localhost:1;clusters.east.bootstrap-servers=localhost:1;clusters.east.services[0].group=x | avenant.console.clusters.east.services[0]: expected a group and its instances but found no instances.
            services[0].group=x;services[0].instances=http://x;services[1].group=x;services[1].instances=http://y | avenant.console.services[1].group: expected another group than those before but found x again.
            """)
    void doesNotStartAndSaysWhatToSet(String settings, String message, CapturedOutput output) {
        List<String> arguments = new ArrayList<>(List.of(
                "--server.port=0",
                "--avenant.console.registry-url=http://localhost:1",
                "--avenant.console.bootstrap-servers=localhost:1"));
        for (String setting : settings.split(";", -1)) {
            arguments.add("--avenant.console." + setting);
        }

        Throwable failed = null;
        try (var console =
                new SpringApplicationBuilder(ConsoleApplication.class).run(arguments.toArray(String[]::new))) {
            assertThat(console.isRunning()).isFalse();
        } catch (RuntimeException expected) {
            failed = expected;
        }

        assertThat(failed).isNotNull();
        assertThat(output)
                .contains("Description:\n\n" + message)
                .contains("Action:")
                .doesNotContain("?.");
    }

    @Test
    void startsWithSettingsInAnySpellingAndThoseOfAClassOfSomebodyElse() {
        String[] arguments = {
            "--server.port=0",
            "--avenant.console.registryUrl=http://localhost:1",
            "--avenant.console.bootstrap_servers=localhost:1",
            "--avenant.console.kafka.client.id=console",
            "--avenant.console.kafka.sasl.login.callback.handler.class=org.apache.kafka.common.security.oauthbearer.OAuthBearerLoginCallbackHandler",
            "--avenant.console.kafka.of.the.handler=x",
            "--avenant.console.services[0].group=books",
            "--avenant.console.services[0].instances[0]=http://localhost:1",
            "--avenant.console.services[0].headers.X-Of-Mine=x"
        };

        try (var console = new SpringApplicationBuilder(ConsoleApplication.class).run(arguments)) {
            assertThat(console.isRunning()).isTrue();
        }
    }

    /** As Spring reads it from AVENANT_CONSOLE_REGISTRY_URL. */
    @Test
    void startsWhereTheEnvironmentSaysWhereTheRegistryIs() {
        String[] arguments = {
            "--server.port=0",
            "--avenant.console.registry-url=http://localhost:1",
            "--avenant.console.registry.url=http://localhost:1",
            "--avenant.console.bootstrap-servers=localhost:1"
        };

        try (var console = new SpringApplicationBuilder(ConsoleApplication.class).run(arguments)) {
            assertThat(console.isRunning()).isTrue();
        }
    }
}
