package dev.avenant.registry.client.config;

import org.apache.kafka.common.config.ConfigException;
import org.jspecify.annotations.Nullable;

/** A setting of {@link RegistryClientConfig} that cannot be used; the message names it and never holds a secret. */
public final class InvalidRegistrySettingException extends ConfigException {

    private static final long serialVersionUID = 1L;

    private final String setting;

    InvalidRegistrySettingException(String setting, String why, @Nullable Throwable cause) {
        super("Setting " + setting + " " + why);
        this.setting = setting;
        if (cause != null) {
            initCause(cause);
        }
    }

    InvalidRegistrySettingException(String setting, String why) {
        this(setting, why, null);
    }

    /** The property's name. */
    public String setting() {
        return setting;
    }
}
