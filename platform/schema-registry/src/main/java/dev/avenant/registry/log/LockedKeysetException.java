package dev.avenant.registry.log;

/** The keys that sensitive metadata is encrypted with are locked with a secret that this registry was not given. */
public final class LockedKeysetException extends RuntimeException {

    LockedKeysetException(String topic, Throwable cause) {
        super(
                "The keys in " + topic
                        + ", which sensitive metadata is encrypted with, are locked with another secret than"
                        + " metadata.encoder.secret. Set the secret that locked them; to change it, set the new one there"
                        + " and that one as metadata.encoder.old.secret",
                cause);
    }
}
