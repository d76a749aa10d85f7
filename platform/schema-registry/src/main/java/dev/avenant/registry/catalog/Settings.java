package dev.avenant.registry.catalog;

import dev.avenant.registry.client.api.RegistryErrorCode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** Changes configurations and modes; null as a subject means those of the default context. */
public final class Settings {

    private final Catalog catalog;
    private final RegistryCoordinator coordinator;
    private final boolean modesChange;

    /** Made with {@code modesChange}: whether modes may be changed at all */
    public Settings(Catalog catalog, RegistryCoordinator coordinator, boolean modesChange) {
        this.catalog = catalog;
        this.coordinator = coordinator;
        this.modesChange = modesChange;
    }

    /** Changes a configuration and gives what it is then. */
    public SubjectConfig configure(@Nullable String subject, UnaryOperator<SubjectConfig> change) {
        requireValid(subject);
        return coordinator.write(WriteOperation.exclusive(() -> {
            ModeChecks.requireWritable(catalog, subject);
            SubjectConfig changed = change.apply(catalog.config(subject).orElse(SubjectConfig.EMPTY));
            return CoordinatorResult.of(changed, new ConfigRecord(subject, changed));
        }));
    }

    /** Takes a configuration back and gives what it was. */
    public SubjectConfig unconfigure(@Nullable String subject) {
        return coordinator.write(WriteOperation.exclusive(() -> {
            Optional<SubjectConfig> before = catalog.config(subject);
            if (subject != null && before.isEmpty()) {
                throw RestException.of(RegistryErrorCode.SUBJECT_NOT_FOUND, subject);
            }
            ModeChecks.requireWritable(catalog, subject);
            SubjectConfig was = before.orElse(SubjectConfig.EMPTY)
                    .orLevel(catalog.defaults().compatibilityLevel());
            return before.isEmpty()
                    ? CoordinatorResult.of(was)
                    : CoordinatorResult.of(was, new ConfigRecord(subject, null));
        }));
    }

    /** Sets a mode, or with null takes it back. */
    public void setMode(@Nullable String subject, @Nullable Mode mode, boolean force) {
        requireValid(subject);
        requireChangeable();
        coordinator.write(WriteOperation.exclusive(() -> {
            List<RegistryRecord> records = new ArrayList<>();
            if (mode == Mode.IMPORT && !force && catalog.modeInScope(subject) != Mode.IMPORT) {
                clear(subject, records);
            }
            records.add(new ModeRecord(subject, mode));
            return CoordinatorResult.of(true, records);
        }));
    }

    /** What is imported finds an empty place: nothing active, and what was softly deleted goes for ever. */
    private void clear(@Nullable String subject, List<RegistryRecord> records) {
        if (catalog.holds(subject, LookupFilter.ACTIVE)) {
            throw RestException.of(
                    RegistryErrorCode.OPERATION_NOT_PERMITTED, "Cannot import since found existing subjects");
        }
        for (String name : catalog.subjectsWithin(subject)) {
            for (SchemaVersion version : catalog.versions(name, LookupFilter.ALL)) {
                SubjectDeletion.requireUnreferenced(catalog, version, false);
                SubjectDeletion.erase(catalog, version, records);
            }
        }
        records.add(new ClearSubjectRecord(subject));
    }

    /** Takes a mode back, and with {@code recursive} those of all subjects below; gives what it was, if it was set. */
    public Optional<Mode> unsetMode(@Nullable String subject, boolean recursive) {
        // What is not there is told before what may not be done.
        if (subject == null || recursive || catalog.mode(subject).isPresent()) {
            requireChangeable();
        }
        return coordinator.write(WriteOperation.exclusive(() -> {
            Optional<Mode> before = catalog.mode(subject);
            if (subject != null && before.isEmpty() && !recursive) {
                throw RestException.of(RegistryErrorCode.SUBJECT_NOT_FOUND, subject);
            }
            List<RegistryRecord> records = new ArrayList<>();
            if (before.isPresent()) {
                records.add(new ModeRecord(subject, null));
            }
            if (recursive && (subject == null || QualifiedSubject.of(subject).isContext())) {
                for (String name : catalog.subjectsWithMode(subject)) {
                    if (!name.equals(subject)) {
                        records.add(new ModeRecord(name, null));
                    }
                }
            }
            return CoordinatorResult.of(subject == null ? Optional.of(before.orElse(Mode.READWRITE)) : before, records);
        }));
    }

    private void requireChangeable() {
        if (!modesChange) {
            throw RestException.of(RegistryErrorCode.OPERATION_NOT_PERMITTED, "Mode changes are not allowed");
        }
    }

    private static void requireValid(@Nullable String subject) {
        if (subject != null && !QualifiedSubject.isValidScope(subject)) {
            throw RestException.of(RegistryErrorCode.INVALID_SUBJECT, subject);
        }
    }
}
