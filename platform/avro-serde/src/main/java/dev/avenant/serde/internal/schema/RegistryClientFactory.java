package dev.avenant.serde.internal.schema;

import dev.avenant.registry.client.RegistryClient;
import dev.avenant.registry.client.config.InvalidRegistrySettingException;
import dev.avenant.registry.client.config.RegistryClientConfig;
import dev.avenant.serde.config.KafkaAvroSerdeConfig;
import dev.avenant.serde.errors.FailureSite;
import dev.avenant.serde.errors.SerdeArgumentException;
import dev.avenant.serde.errors.SerdeException;
import dev.avenant.serde.errors.SerdeFailure;
import dev.avenant.serde.internal.config.SerdeConfig;
import org.apache.kafka.common.KafkaException;

/** Makes the client that the settings describe. */
public final class RegistryClientFactory {

    private RegistryClientFactory() {}

    public static RegistryClient of(SerdeConfig config) {
        RegistryClient registry = withoutBundle(config);
        String bundle = config.text(KafkaAvroSerdeConfig.SCHEMA_BUNDLE);
        return bundle.isEmpty()
                ? registry
                : new BundledRegistryClient(
                        SchemaBundleResource.load(bundle, Thread.currentThread().getContextClassLoader()), registry);
    }

    private static RegistryClient withoutBundle(SerdeConfig config) {
        try {
            return config.registry().client();
        } catch (InvalidRegistrySettingException wrong) {
            throw asRecorded(wrong, config);
        }
    }

    /** As the classes that Confluent's serde throws for these settings, whatever a handler makes of them. */
    private static RuntimeException asRecorded(InvalidRegistrySettingException wrong, SerdeConfig config) {
        return switch (wrong.setting()) {
            case RegistryClientConfig.SCHEMA_REGISTRY_URL ->
                config.getList(RegistryClientConfig.SCHEMA_REGISTRY_URL).isEmpty()
                        ? new SerdeArgumentException(
                                SerdeFailure.Kind.MISCONFIGURED, FailureSite.UNKNOWN, messageOf(wrong), wrong)
                        : misconfigured(wrong);
            case RegistryClientConfig.HTTP_CONNECT_TIMEOUT_MS,
                    RegistryClientConfig.HTTP_READ_TIMEOUT_MS,
                    RegistryClientConfig.MAX_RETRIES,
                    RegistryClientConfig.RETRIES_WAIT_MS,
                    RegistryClientConfig.RETRIES_MAX_WAIT_MS -> misconfigured(wrong);
            default -> wrong;
        };
    }

    private static SerdeException misconfigured(InvalidRegistrySettingException wrong) {
        Throwable cause = wrong.getCause() == null ? wrong : wrong.getCause();
        return new SerdeException(SerdeFailure.Kind.MISCONFIGURED, FailureSite.UNKNOWN, messageOf(wrong), cause);
    }

    private static String messageOf(KafkaException wrong) {
        return String.valueOf(wrong.getMessage());
    }
}
