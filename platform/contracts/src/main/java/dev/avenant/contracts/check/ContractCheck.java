package dev.avenant.contracts.check;

import dev.avenant.contracts.check.CheckRefusedException.Reason;
import dev.avenant.contracts.config.ContractsConfig.Preset;
import dev.avenant.contracts.config.ReaderContracts;
import dev.avenant.contracts.discovery.DiscoveredCheck;
import dev.avenant.contracts.discovery.DiscoveredSchemas;
import dev.avenant.contracts.discovery.DiscoveredVersions;
import dev.avenant.contracts.discovery.EarlierSchemas;
import dev.avenant.contracts.discovery.RegisteredSchemas;
import dev.avenant.contracts.files.ContractFiles;
import dev.avenant.contracts.gate.Baseline;
import dev.avenant.contracts.gate.Gate;
import dev.avenant.contracts.gate.GateReport;
import dev.avenant.contracts.tree.ContractTree;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** Makes a check as it was asked for: of a project with {@code contracts.yaml}, or of schemas of any layout. */
public final class ContractCheck {
    private final CheckRequest request;
    private final Function<String, NamedRegistry> registries;

    private ContractCheck(CheckRequest request, Function<String, NamedRegistry> registries) {
        this.request = request;
        this.registries = registries;
    }

    /**
     * What is checked, and how; what it is compared with is read here, once.
     *
     * @param registries reaches the registry of a URL; asked only when the request names one
     * @throws CheckRefusedException when it cannot be made as it was asked for
     * @throws dev.avenant.contracts.files.ContractsUnreadableException when the files or the revision cannot be read
     * @throws dev.avenant.registry.client.RegistryException when the registry does not answer
     */
    public static CheckedFiles of(CheckRequest request, Function<String, NamedRegistry> registries) {
        ContractCheck check = new ContractCheck(request, registries);
        return request.project()
                .filter(project -> !request.discovers())
                .map(check::contracts)
                .orElseGet(check::found);
    }

    /** Checks and reports; nothing is written. Refuses as {@link #of} does. */
    public static GateReport run(CheckRequest request, Function<String, NamedRegistry> registries) {
        return of(request, registries).report();
    }

    private CheckedFiles contracts(Path project) {
        if (request.level().isPresent()
                || request.preset().isPresent()
                || !request.rules().isEmpty()) {
            String unsuited = request.level().isPresent()
                    ? "level"
                    : request.preset().isPresent() ? "preset" : "setting of a rule";
            throw CheckRefusedException.wrongRequest("Expected a " + unsuited + " with paths but found a project with"
                    + " contracts.yaml, which says the levels, the preset and the rules. Name the paths, such as"
                    + " schemas.");
        }
        Path schemas = project.resolve("schemas");
        ContractFiles files = files(schemas);
        Baseline baseline = baseline(project, files);
        LocalDate today = LocalDate.now(ZoneOffset.UTC);
        return new CheckedFiles(schemas, files, true, state -> Gate.check(tree(state), baseline, today));
    }

    private ContractTree tree(ContractFiles files) {
        ContractTree declared = ContractTree.load(files);
        return request.readers().map(declared::withReaders).orElse(declared);
    }

    private ContractFiles files(Path schemas) {
        return request.namesFrom()
                .map(here -> schemas.startsWith(here) ? here.relativize(schemas) : schemas)
                .map(shown -> ContractFiles.folder(schemas, shown.toString().replace('\\', '/') + "/"))
                .orElseGet(() -> ContractFiles.fromRepository(schemas));
    }

    private Baseline baseline(Path project, ContractFiles files) {
        String against = request.against().orElse("released");
        if (against.equals("released")) {
            return Baseline.released();
        }
        if (isUrl(against)) {
            NamedRegistry registry = registries.apply(against);
            return Baseline.registry(registry.name(), registry.client(), tree(files));
        }
        return Baseline.tree(
                against,
                ContractTree.load(ContractFiles.gitRevision(project.resolve("schemas"), against)),
                new DiscoveredVersions(() -> RepositorySchemas.of(project, List.of(), List.of(), request.namesFrom())
                        .at(against)));
    }

    private CheckedFiles found() {
        RepositorySchemas schemas =
                RepositorySchemas.of(request.folder(), request.paths(), request.without(), request.namesFrom());
        ContractFiles files = schemas.files();
        String against = request.against().orElse("");
        DiscoveredCheck.Settings settings = settings(schemas, against.isEmpty());
        if (isUrl(against)) {
            NamedRegistry registry = registries.apply(against);
            RegisteredSchemas registered = RegisteredSchemas.of(registry.name(), registry.client());
            return new CheckedFiles(
                    schemas.root(),
                    files,
                    false,
                    state -> DiscoveredCheck.check(DiscoveredSchemas.read(state), registered, settings));
        }
        Optional<EarlierSchemas> before =
                against.isEmpty() ? schemas.atHead() : Optional.of(schemas.at(revision(against)));
        return new CheckedFiles(schemas.root(), files, false, state -> {
            DiscoveredSchemas now = DiscoveredSchemas.read(
                    state, before.map(EarlierSchemas::schemas).orElse(null));
            return before.map(earlier -> DiscoveredCheck.check(now, earlier, settings))
                    .orElseGet(() -> DiscoveredCheck.check(now, settings));
        });
    }

    private DiscoveredCheck.Settings settings(RepositorySchemas schemas, boolean unchangedToo) {
        return new DiscoveredCheck.Settings(
                schemas::isInScope,
                unchangedToo,
                request.level(),
                request.preset().orElse(Preset.BREAKING),
                request.rules(),
                request.readers().orElseGet(ReaderContracts::none));
    }

    /**
     * A git revision to compare with.
     *
     * @throws CheckRefusedException when it is something that only a project with {@code contracts.yaml} has
     */
    public static String revision(String against) {
        if (against.equals("released")) {
            throw new CheckRefusedException(
                    Reason.WRONG_REQUEST,
                    "Expected a git revision or the URL of a registry to compare with but found " + against
                            + ", which needs schemas/contracts.yaml. Name a branch, a tag or a commit.");
        }
        return against;
    }

    /** Whether what to compare with is a registry. */
    public static boolean isUrl(String against) {
        return against.startsWith("http://") || against.startsWith("https://");
    }
}
