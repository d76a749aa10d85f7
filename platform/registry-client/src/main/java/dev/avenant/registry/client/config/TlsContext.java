package dev.avenant.registry.client.config;

import java.net.Socket;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import javax.net.ssl.KeyManager;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509ExtendedTrustManager;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.config.AbstractConfig;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.SslConfigs;
import org.apache.kafka.common.config.types.Password;
import org.apache.kafka.common.security.ssl.DefaultSslEngineFactory;
import org.jspecify.annotations.Nullable;

/**
 * Builds a TLS context out of Kafka's own {@code ssl.} settings under a prefix, such as {@code schema.registry.ssl.}, as Kafka builds
 * its own.
 */
public final class TlsContext {

    private TlsContext() {}

    /**
     * Adds Kafka's own TLS settings, with the defaults that Confluent documents whatever the JDK would choose.
     *
     * @param prefix before the name of each, such as {@code schema.registry.}
     */
    public static ConfigDef addTo(ConfigDef settings, String prefix) {
        ConfigDef kafka = new ConfigDef();
        SslConfigs.addClientSslSupport(kafka);
        for (ConfigDef.ConfigKey key : kafka.configKeys().values()) {
            // The lists of allowed values differ between JDKs; what is wrong is found when the context is built.
            settings.define(prefix + key.name, key.type, defaultOf(key), null, key.importance, key.documentation);
        }
        return settings;
    }

    private static @Nullable Object defaultOf(ConfigDef.ConfigKey key) {
        return switch (key.name) {
            case SslConfigs.SSL_PROTOCOL_CONFIG -> "TLSv1.3";
            case SslConfigs.SSL_ENABLED_PROTOCOLS_CONFIG -> List.of("TLSv1.2", "TLSv1.3");
            case SslConfigs.SSL_CIPHER_SUITES_CONFIG -> List.of();
            case SslConfigs.SSL_KEYMANAGER_ALGORITHM_CONFIG -> "SunX509";
            case SslConfigs.SSL_TRUSTMANAGER_ALGORITHM_CONFIG -> "PKIX";
            default -> key.hasDefault() ? key.defaultValue : null;
        };
    }

    /**
     * The context that settings describe.
     *
     * @param config has the settings that {@link #addTo} defines with this prefix
     * @throws InvalidRegistrySettingException if they cannot be used; the message names them and holds no secret
     */
    public static SSLContext of(AbstractConfig config, String prefix) {
        Map<String, @Nullable Object> settings = new HashMap<>();
        config.values().forEach((key, value) -> {
            if (key.startsWith(prefix + "ssl.")) {
                settings.put(key.substring(prefix.length()), value);
            }
        });
        if (settings.get(SslConfigs.SSL_ENGINE_FACTORY_CLASS_CONFIG) != null) {
            throw new InvalidRegistrySettingException(
                    prefix + SslConfigs.SSL_ENGINE_FACTORY_CLASS_CONFIG,
                    "cannot be used: the client builds its own context; use the keystore and truststore settings");
        }
        try (DefaultSslEngineFactory factory = new DefaultSslEngineFactory()) {
            factory.configure(settings);
            boolean checksHost = !"".equals(settings.get(SslConfigs.SSL_ENDPOINT_IDENTIFICATION_ALGORITHM_CONFIG));
            return checksHost ? factory.sslContext() : withoutHostCheck(factory, config, prefix);
        } catch (GeneralSecurityException | KafkaException unusable) {
            Throwable reason = Objects.requireNonNullElse(unusable.getCause(), unusable);
            throw new InvalidRegistrySettingException(
                    prefix + "ssl.*",
                    "cannot be used: " + unusable.getMessage() + (reason == unusable ? "" : ": " + reason.getMessage()),
                    unusable);
        }
    }

    private static SSLContext withoutHostCheck(DefaultSslEngineFactory factory, AbstractConfig config, String prefix)
            throws GeneralSecurityException {
        TrustManagerFactory trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        trust.init(factory.truststore());
        X509ExtendedTrustManager chainOnly = null;
        for (TrustManager manager : trust.getTrustManagers()) {
            if (manager instanceof X509ExtendedTrustManager checking) {
                chainOnly = new ChainOnly(checking);
            }
        }
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(keys(factory.keystore(), config, prefix), new TrustManager[] {chainOnly}, null);
        return context;
    }

    private static KeyManager @Nullable [] keys(@Nullable KeyStore store, AbstractConfig config, String prefix)
            throws GeneralSecurityException {
        if (store == null) {
            return null;
        }
        Password password = config.getPassword(prefix + SslConfigs.SSL_KEY_PASSWORD_CONFIG);
        if (password == null) {
            password = config.getPassword(prefix + SslConfigs.SSL_KEYSTORE_PASSWORD_CONFIG);
        }
        KeyManagerFactory keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        keys.init(store, password == null ? null : password.value().toCharArray());
        return keys.getKeyManagers();
    }

    /** Checks who signed a certificate, and not which host it is for. */
    private static final class ChainOnly extends X509ExtendedTrustManager {
        private final X509ExtendedTrustManager checking;

        ChainOnly(X509ExtendedTrustManager checking) {
            this.checking = checking;
        }

        @Override
        public void checkClientTrusted(X509Certificate[] chain, String type) throws CertificateException {
            checking.checkClientTrusted(chain, type);
        }

        @Override
        public void checkClientTrusted(X509Certificate[] chain, String type, Socket socket)
                throws CertificateException {
            checking.checkClientTrusted(chain, type);
        }

        @Override
        public void checkClientTrusted(X509Certificate[] chain, String type, SSLEngine engine)
                throws CertificateException {
            checking.checkClientTrusted(chain, type);
        }

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String type) throws CertificateException {
            checking.checkServerTrusted(chain, type);
        }

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String type, Socket socket)
                throws CertificateException {
            checking.checkServerTrusted(chain, type);
        }

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String type, SSLEngine engine)
                throws CertificateException {
            checking.checkServerTrusted(chain, type);
        }

        @Override
        public X509Certificate[] getAcceptedIssuers() {
            return checking.getAcceptedIssuers();
        }
    }
}
