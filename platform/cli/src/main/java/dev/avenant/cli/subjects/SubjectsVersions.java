package dev.avenant.cli.subjects;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.avenant.cli.access.CommandConfig;
import dev.avenant.cli.access.ConsoleOptions;
import dev.avenant.cli.access.Registry;
import dev.avenant.cli.console.ConsoleSubjects;
import dev.avenant.cli.terminal.ExitCode;
import dev.avenant.cli.terminal.OutputFormat;
import dev.avenant.cli.terminal.Table;
import dev.avenant.cli.terminal.Terminal;
import dev.avenant.operations.registry.ListedVersion;
import dev.avenant.registry.client.HttpRegistryClient;
import dev.avenant.registry.client.api.RegisteredSchema;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

@Command(
        name = "versions",
        mixinStandardHelpOptions = true,
        description =
                "The versions of a subject that are not deleted: their ids, what they refer to, and how many schemas"
                        + " refer to them.",
        footer = {
            "",
            "Examples:",
            "  avenant subjects versions order-events-shop.order.events.OrderPlaced",
            "  avenant subjects versions order-events-shop.order.events.OrderPlaced --format json"
        })
public final class SubjectsVersions implements Callable<Integer> {
    private final Terminal terminal;

    @Mixin
    private final CommandConfig config = new CommandConfig();

    @Mixin
    private final Registry registry = new Registry(config);

    @Mixin
    private final ConsoleOptions console;

    @Mixin
    private final OutputFormat format = new OutputFormat();

    @Parameters(paramLabel = "SUBJECT", description = "The subject.")
    private String subject = "";

    public SubjectsVersions(Terminal terminal) {
        this.terminal = terminal;
        this.console = new ConsoleOptions(config, terminal);
    }

    @Override
    public Integer call() {
        List<ListedVersion> versions = console.insteadOf("--registry", registry.isGiven())
                .map(client -> new ConsoleSubjects(client).versions(subject))
                .orElseGet(this::ofRegistry);
        if (format.isJson()) {
            OutputFormat.print(json(versions), terminal);
        } else {
            Table table = new Table("VERSION", "ID", "TYPE", "REFERRED TO BY", "REFERS TO");
            versions.forEach(version -> table.line(
                    version.version(),
                    version.id(),
                    version.schemaType(),
                    version.referredToBy(),
                    version.references().isEmpty() ? "-" : references(version)));
            table.print(terminal.out());
        }
        return ExitCode.CLEAN;
    }

    private List<ListedVersion> ofRegistry() {
        HttpRegistryClient client = registry.client();
        List<RegisteredSchema> versions = ListedVersion.schemas(client, subject);
        if (versions.isEmpty()) {
            throw SubjectsShow.noSubject(subject, registry);
        }
        return versions.stream()
                .map(version -> ListedVersion.of(client, version))
                .toList();
    }

    private static String references(ListedVersion version) {
        return version.references().stream().map(SubjectsShow::shown).collect(Collectors.joining(", "));
    }

    private ArrayNode json(List<ListedVersion> versions) {
        ArrayNode json = JsonNodeFactory.instance.arrayNode();
        for (ListedVersion version : versions) {
            ObjectNode one = json.addObject()
                    .put("subject", subject)
                    .put("version", version.version())
                    .put("id", version.id())
                    .put("guid", version.guid())
                    .put("schemaType", version.schemaType())
                    .put("referredToBy", version.referredToBy());
            ArrayNode references = one.putArray("references");
            version.references()
                    .forEach(reference -> references
                            .addObject()
                            .put("subject", reference.subject())
                            .put("version", reference.version()));
        }
        return json;
    }
}
