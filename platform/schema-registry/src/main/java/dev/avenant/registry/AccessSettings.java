package dev.avenant.registry;

import dev.avenant.registry.security.Access;
import dev.avenant.registry.security.ApiKeys;
import dev.avenant.registry.security.PasswordFile;
import dev.avenant.registry.security.Roles;
import dev.avenant.registry.security.Tokens;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.Locale;
import org.eclipse.jetty.util.ssl.SslContextFactory;
import org.jspecify.annotations.Nullable;

/** Makes access control and TLS of the properties that set them. */
final class AccessSettings {

    private AccessSettings() {}

    /** A file that a setting is read from. */
    private interface Reading<T> {
        T read(Path file) throws IOException;
    }

    static Access read(SchemaRegistryConfig config) {
        Access access = new Access(
                file(config, Setting.PASSWORD_FILE, PasswordFile::read),
                file(config, Setting.API_KEY_FILE, ApiKeys::read),
                tokens(config),
                config.flag(Setting.CERTIFICATE_AUTH),
                file(config, Setting.ROLES_FILE, Roles::read));
        boolean provable = access.passwords() != null
                || access.apiKeys() != null
                || access.tokens() != null
                || access.certificates();
        if (access.roles() != null && !provable) {
            throw new IllegalArgumentException(Setting.ROLES_FILE.key()
                    + " needs a way to tell who asks: set " + Setting.PASSWORD_FILE.key() + ", "
                    + Setting.API_KEY_FILE.key() + ", " + Setting.JWT_JWKS.key() + " or "
                    + Setting.CERTIFICATE_AUTH.key() + " too");
        }
        return access;
    }

    private static <T> @Nullable T file(SchemaRegistryConfig config, Setting setting, Reading<T> reading) {
        String path = config.optional(setting).orElse(null);
        if (path == null) {
            return null;
        }
        try {
            return reading.read(Path.of(path));
        } catch (IOException unreadable) {
            throw new IllegalArgumentException(
                    setting.key() + " must name a readable file but was " + path, unreadable);
        }
    }

    private static @Nullable Tokens tokens(SchemaRegistryConfig config) {
        String jwks = config.optional(Setting.JWT_JWKS).orElse(null);
        if (jwks == null) {
            return null;
        }
        String issuer = config.optional(Setting.JWT_ISSUER)
                .orElseThrow(() -> new IllegalArgumentException(
                        Setting.JWT_ISSUER.key() + " must be set where " + Setting.JWT_JWKS.key() + " is"));
        return new Tokens(
                URI.create(jwks), issuer, config.optional(Setting.JWT_AUDIENCE).orElse(null));
    }

    static SslContextFactory.@Nullable Server tls(SchemaRegistryConfig config) {
        if (!config.isTls()) {
            return null;
        }
        SslContextFactory.Server tls = new SslContextFactory.Server();
        tls.setKeyStorePath(config.optional(Setting.KEYSTORE)
                .orElseThrow(() ->
                        new IllegalArgumentException(Setting.KEYSTORE.key() + " must be set to listen with https")));
        tls.setKeyStorePassword(config.text(Setting.KEYSTORE_PASSWORD));
        tls.setKeyStoreType(config.text(Setting.KEYSTORE_TYPE));
        config.optional(Setting.KEY_PASSWORD).ifPresent(tls::setKeyManagerPassword);
        config.optional(Setting.TRUSTSTORE).ifPresent(path -> {
            tls.setTrustStorePath(path);
            tls.setTrustStorePassword(config.text(Setting.TRUSTSTORE_PASSWORD));
            tls.setTrustStoreType(config.text(Setting.TRUSTSTORE_TYPE));
        });
        switch (config.text(Setting.CLIENT_AUTHENTICATION).trim().toUpperCase(Locale.ROOT)) {
            case "REQUIRED" -> tls.setNeedClientAuth(true);
            case "REQUESTED" -> tls.setWantClientAuth(true);
            default -> {
                // Clients stay unknown to TLS.
            }
        }
        return tls;
    }
}
