package dev.avenant.contracts.push;

import dev.avenant.registry.client.RegistryAdmin;
import dev.avenant.registry.client.RegistryException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Puts subjects into the mode that takes ids from outside, and at the end, also of a failure, back as they were. */
final class ImportMode implements AutoCloseable {
    private static final int MOST_NAMES = 5;

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
        try {
            registry.setMode(subject, RegistryAdmin.IMPORT, begun);
        } catch (RegistryException failed) {
            if (!failed.isTransient()) {
                before.remove(subject);
            }
            throw failed;
        }
    }

    /** Puts a subject back that a push before this one left in the mode, if it did. */
    void unsetLeftBehind(String subject) {
        if (registry.mode(subject).filter(RegistryAdmin.IMPORT::equals).isPresent()) {
            before.put(subject, Optional.empty());
        }
    }

    /** What failed, and which subjects could not be put back after it. */
    static RegistryException withLeftBehind(RegistryException failed) {
        return Arrays.stream(failed.getSuppressed())
                .filter(RegistryException.class::isInstance)
                .findFirst()
                .map(left -> new RegistryException(
                        failed.kind(),
                        failed.status(),
                        failed.errorCode(),
                        failed.getMessage() + ". " + left.getMessage(),
                        failed))
                .orElse(failed);
    }

    @Override
    public void close() {
        List<String> left = new ArrayList<>();
        RegistryException failure = null;
        for (Map.Entry<String, Optional<String>> subject : before.entrySet()) {
            if (failure == null || failure.kind() != RegistryException.Kind.UNREACHABLE) {
                RegistryException failed = restore(subject.getKey(), subject.getValue());
                if (failed == null) {
                    continue;
                }
                failure = failed;
            }
            left.add(subject.getKey());
        }
        if (failure != null) {
            int more = left.size() - MOST_NAMES;
            throw new RegistryException(
                    failure.kind(),
                    failure.status(),
                    failure.errorCode(),
                    "Still in the mode IMPORT, which could not be set back: "
                            + String.join(", ", left.subList(0, Math.min(MOST_NAMES, left.size())))
                            + (more > 0 ? " and " + more + " more" : "") + " (" + failure.getMessage()
                            + "). Run the same command again when the registry answers",
                    failure);
        }
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
            return failed.kind() == RegistryException.Kind.NOT_FOUND ? null : failed;
        }
    }
}
