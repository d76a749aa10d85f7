package dev.avenant.contracts.push;

import dev.avenant.registry.client.RegistryAdmin;
import dev.avenant.registry.client.RegistryException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Puts subjects into the mode that takes ids from outside, and at the end, also of a failure, back as they were. */
final class ImportMode implements AutoCloseable {
    private final RegistryAdmin registry;
    private final Map<String, Optional<String>> before = new LinkedHashMap<>();

    ImportMode(RegistryAdmin registry) {
        this.registry = registry;
    }

    /**
     * Sets the mode of a subject.
     *
     * @param begun whether the subject holds schemas already
     */
    void set(String subject, boolean begun) {
        // a mode that a push before this one left behind is none to go back to
        Optional<String> mode = registry.mode(subject).filter(name -> !name.equals(RegistryAdmin.IMPORT));
        before.put(subject, mode);
        registry.setMode(subject, RegistryAdmin.IMPORT, begun);
    }

    /** Puts a subject back that a push before this one left in the mode, if it did. */
    void unsetLeftBehind(String subject) {
        if (registry.mode(subject).filter(RegistryAdmin.IMPORT::equals).isPresent()) {
            before.put(subject, Optional.empty());
        }
    }

    @Override
    public void close() {
        RegistryException failure = null;
        for (Map.Entry<String, Optional<String>> subject : before.entrySet()) {
            failure = earlier(failure, restore(subject.getKey(), subject.getValue()));
        }
        if (failure != null) {
            throw new RegistryException(
                    failure.kind(),
                    failure.status(),
                    failure.errorCode(),
                    "Some subjects are still in the mode IMPORT, since it could not be set back: "
                            + failure.getMessage() + ". Run the same command again when the registry answers",
                    failure);
        }
    }

    private static @Nullable RegistryException earlier(
            @Nullable RegistryException first, @Nullable RegistryException second) {
        return first == null ? second : first;
    }

    private @Nullable RegistryException restore(String subject, Optional<String> mode) {
        try {
            if (mode.isPresent()) {
                registry.setMode(subject, mode.get(), false);
            } else {
                registry.unsetMode(subject);
            }
            return null;
        } catch (RegistryException failed) {
            return failed;
        }
    }
}
