package dev.avenant.contracts.tree;

import dev.avenant.contracts.config.ContractsConfig;
import dev.avenant.contracts.config.TopicContract;
import dev.avenant.contracts.config.TypeContract;
import dev.avenant.contracts.files.ContractFiles;
import dev.avenant.contracts.files.ContractsFileException;
import dev.avenant.contracts.imported.ImportRecord;
import dev.avenant.contracts.internal.Cores;
import dev.avenant.contracts.lock.ContractLock;
import dev.avenant.contracts.text.ContractText;
import dev.avenant.finding.ContractRule;
import dev.avenant.finding.SchemaRule;
import dev.avenant.finding.SourceLocation;
import dev.avenant.registry.client.api.CompatibilityLevel;
import dev.avenant.schema.SchemaSource;
import dev.avenant.schema.SchemaSyntaxException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Reads a contracts folder in one pass: the two files, then every schema, then the references between them. */
final class TreeReader {
    private final ContractFiles files;
    private final List<GateFinding> problems = new ArrayList<>();
    private final SortedMap<String, SortedMap<Integer, ContractVersion>> versionsByFolder = new TreeMap<>();
    private final Set<String> unreadableTypes = new HashSet<>();
    private final Set<String> reported = new HashSet<>();
    private final Set<String> unreadableFiles = new HashSet<>();
    private ContractsConfig contracts = ContractsConfig.empty();
    private ContractLock lock = ContractLock.empty();
    private ImportRecord imported = ImportRecord.empty();

    TreeReader(ContractFiles files) {
        this.files = files;
    }

    ContractTree tree() {
        contracts = file(ContractsConfig.FILE, ContractsConfig.empty(), ContractsConfig::parse, true);
        lock = file(ContractLock.FILE, ContractLock.empty(), ContractLock::parse, false);
        imported = file(ImportRecord.FILE, ImportRecord.empty(), ImportRecord::parse, false);
        List<String> paths = files.paths().stream().filter(this::isSchemaFile).toList();
        Cores.each(paths, this::read).forEach(this::take);
        List<Contract> all = resolve();
        ContractTree read = new ContractTree(files, contracts, lock, all, List.of());
        problems.addAll(new TreeRules(read, unreadableFiles).problems());
        problems.addAll(new KeyRules(read).problems());
        problems.addAll(new ServiceRules(contracts).problems());
        problems.sort(Comparator.comparing(GateFinding::location));
        return new ContractTree(files, contracts, lock, all, problems);
    }

    private interface Parser<T> {
        T parse(String file, String text);
    }

    private <T> T file(String name, T otherwise, Parser<T> parser, boolean required) {
        String shown = files.shown(name);
        Optional<byte[]> content = files.read(name);
        if (content.isEmpty()) {
            if (required) {
                unreadableFiles.add(name);
                problems.add(GateFinding.of(
                        ContractRule.CONTRACTS_FILE,
                        name,
                        SourceLocation.startOf(shown),
                        ContractText.of("tree.no-file"),
                        "Write " + name));
            }
            return otherwise;
        }
        try {
            return parser.parse(shown, new String(content.get(), StandardCharsets.UTF_8));
        } catch (ContractsFileException e) {
            unreadableFiles.add(name);
            problems.add(GateFinding.of(ContractRule.CONTRACTS_FILE, name, e.location(), e.said(), e.fix()));
            return otherwise;
        }
    }

    /** A schema file, or what is wrong with it. */
    private record ReadFile(
            String folder,
            @Nullable ContractVersion version,
            @Nullable SchemaSyntaxException failure) {}

    private boolean isSchemaFile(String path) {
        String[] parts = path.split("/", -1);
        if (parts.length == 3 && ContractVersion.numberOf(parts[2]) > 0) {
            return true;
        }
        if (path.endsWith(".avsc")) {
            problems.add(GateFinding.of(
                    ContractRule.UNKNOWN_FILE,
                    path,
                    SourceLocation.startOf(files.shown(path)),
                    ContractText.of("tree.elsewhere"),
                    "Move the file to the folder of its topic and event"));
        }
        return false;
    }

    private ReadFile read(String path) {
        String folder = path.substring(0, path.lastIndexOf('/'));
        int number = ContractVersion.numberOf(path.substring(folder.length() + 1));
        try {
            SchemaSource source = SchemaSource.decodeWithFingerprint(
                    files.shown(path), files.read(path).orElse(new byte[0]));
            boolean takenOver = imported.files().contains(path);
            return new ReadFile(folder, new ContractVersion(number, path, source, takenOver), null);
        } catch (SchemaSyntaxException e) {
            return new ReadFile(folder, null, e);
        }
    }

    private void take(ReadFile file) {
        if (file.version() != null) {
            versionsByFolder
                    .computeIfAbsent(file.folder(), folder -> new TreeMap<>())
                    .put(file.version().number(), file.version());
        }
        if (file.failure() != null) {
            problems.add(syntax(file.folder(), file.failure()));
            if (file.folder().startsWith(Contract.TYPES_FOLDER + "/")) {
                unreadableTypes.add(file.folder().substring(Contract.TYPES_FOLDER.length() + 1));
            }
        }
    }

    private static GateFinding syntax(String folder, SchemaSyntaxException e) {
        return GateFinding.of(SchemaRule.SCHEMA_SYNTAX, folder, e.location(), e.said(), e.fix());
    }

    private List<Contract> resolve() {
        Map<String, SortedMap<Integer, ContractVersion>> types = new HashMap<>();
        versionsByFolder.forEach((folder, versions) -> {
            if (folder.startsWith(Contract.TYPES_FOLDER + "/")) {
                String fullName = fullName(folder, versions);
                // of several with one name, the one that the lock calls by it is meant
                if (lock.nameOf(folder, fullName).equals(fullName)) {
                    types.put(fullName, versions);
                } else {
                    types.putIfAbsent(fullName, versions);
                }
            }
        });
        ReleaseResolver resolver = new ReleaseResolver(types, unreadableTypes);
        List<Contract> all = new ArrayList<>();
        for (ReadContract read : Cores.each(
                List.copyOf(versionsByFolder.entrySet()),
                entry -> contract(resolver, entry.getKey(), entry.getValue()))) {
            all.add(read.contract());
            for (SchemaSyntaxException failure : read.failures()) {
                if (reported.add(failure.getMessage() == null ? "" : failure.getMessage())) {
                    problems.add(syntax(read.contract().folder(), failure));
                }
            }
        }
        return inReferenceOrder(all);
    }

    /** A contract, and why some of its versions could not be put together. */
    private record ReadContract(Contract contract, List<SchemaSyntaxException> failures) {}

    private ReadContract contract(
            ReleaseResolver resolver, String folder, SortedMap<Integer, ContractVersion> versions) {
        List<SchemaSyntaxException> failures = new ArrayList<>();
        String name = folder.substring(folder.indexOf('/') + 1);
        String fullName = fullName(folder, versions);
        List<Release> releases = new ArrayList<>();
        List<ContractLock.Entry> entries = lock.entriesOf(lock.nameOf(folder, fullName));
        for (ContractLock.Entry entry : entries) {
            ContractVersion version = versions.get(entry.version());
            if (version != null) {
                resolve(() -> resolver.released(version, entry.types()), failures)
                        .ifPresent(releases::add);
            }
        }
        Optional<Release> current = resolve(() -> current(resolver, newest(versions), entries), failures);
        List<Release> unreleased = unreleased(resolver, versions, releases, failures);
        current.filter(newest -> releases.stream().noneMatch(newest::isSameAs)).ifPresent(unreleased::add);
        Optional<TopicContract> topic =
                Optional.ofNullable(contracts.topics().get(folder.substring(0, folder.indexOf('/'))));
        Optional<TopicContract.EventContract> event =
                topic.map(known -> known.events().get(name));
        Optional<TypeContract> type = Optional.ofNullable(contracts.types().get(name));
        CompatibilityLevel level = event.map(TopicContract.EventContract::compatibility)
                .or(() -> topic.map(TopicContract::compatibility))
                .or(() -> type.map(TypeContract::compatibility))
                .orElse(contracts.defaultCompatibility());
        boolean isType = folder.startsWith(Contract.TYPES_FOLDER + "/");
        Optional<TopicContract> carrier = isType ? Optional.empty() : topic;
        Contract contract = new Contract(
                folder,
                name,
                fullName,
                carrier,
                carrier.map(known -> known.subjectOf(name, fullName))
                        .or(() -> type.filter(known -> isType).map(known -> known.subjectOf(fullName)))
                        .orElse(fullName),
                level,
                event.map(TopicContract.EventContract::consumers).orElse(List.of()),
                List.copyOf(versions.values()),
                releases,
                unreleased,
                current);
        return new ReadContract(contract, failures);
    }

    /** What was taken over stays with the types that it was registered with; the next version takes the newest. */
    private static Release current(ReleaseResolver resolver, ContractVersion newest, List<ContractLock.Entry> entries) {
        return entries.stream()
                .filter(entry -> newest.imported() && entry.version() == newest.number())
                .reduce((earlier, later) -> later)
                .map(entry -> resolver.released(newest, entry.types()))
                .orElseGet(() -> resolver.newest(newest));
    }

    /** Versions before the newest that the lock does not have, as in a project that has released nothing yet. */
    private static List<Release> unreleased(
            ReleaseResolver resolver,
            SortedMap<Integer, ContractVersion> versions,
            List<Release> releases,
            List<SchemaSyntaxException> failures) {
        List<Release> unreleased = new ArrayList<>();
        for (ContractVersion version : versions.headMap(versions.lastKey()).values()) {
            if (releases.stream().noneMatch(release -> release.version().number() == version.number())) {
                resolve(() -> resolver.newest(version), failures).ifPresent(unreleased::add);
            }
        }
        return unreleased;
    }

    private interface Resolution {
        Release release();
    }

    private static Optional<Release> resolve(Resolution resolution, List<SchemaSyntaxException> failures) {
        try {
            return Optional.of(resolution.release());
        } catch (SchemaSyntaxException e) {
            failures.add(e);
            return Optional.empty();
        } catch (ReleaseResolver.UnreadableTypeException reportedAtTheType) {
            return Optional.empty();
        }
    }

    private static String fullName(String folder, SortedMap<Integer, ContractVersion> versions) {
        return newest(versions).source().fullName().orElse(folder.substring(folder.indexOf('/') + 1));
    }

    private static ContractVersion newest(SortedMap<Integer, ContractVersion> versions) {
        return List.copyOf(versions.values()).get(versions.size() - 1);
    }

    /** Types before events, and each type after those that it uses. */
    private static List<Contract> inReferenceOrder(List<Contract> all) {
        List<Contract> ordered = new ArrayList<>(all);
        ordered.sort(Comparator.comparing(Contract::isEvent)
                .thenComparing(contract -> contract.current()
                        .map(current -> current.types().size())
                        .orElse(0))
                .thenComparing(Contract::folder));
        return ordered;
    }
}
