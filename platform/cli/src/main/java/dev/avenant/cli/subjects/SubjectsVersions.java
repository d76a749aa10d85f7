package dev.avenant.cli.subjects;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.avenant.cli.access.CommandConfig;
import dev.avenant.cli.access.Registry;
import dev.avenant.cli.terminal.ExitCode;
import dev.avenant.cli.terminal.OutputFormat;
import dev.avenant.cli.terminal.Table;
import dev.avenant.cli.terminal.Terminal;
import dev.avenant.registry.client.HttpRegistryClient;
import dev.avenant.registry.client.api.RegisteredSchema;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
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
    private final OutputFormat format = new OutputFormat();

    @Parameters(paramLabel = "SUBJECT", description = "The subject.")
    private String subject = "";

    public SubjectsVersions(Terminal terminal) {
        this.terminal = terminal;
    }

    private record Version(RegisteredSchema schema, int users) {
        int number() {
            return Objects.requireNonNullElse(schema.version(), 0);
        }

        int id() {
            return Objects.requireNonNullElse(schema.id(), 0);
        }
    }

    @Override
    public Integer call() {
        HttpRegistryClient client = registry.client();
        List<Version> versions = new ArrayList<>();
        client.eachSchema(subject, false, schema -> {
            if (subject.equals(schema.subject())) {
                int number = Objects.requireNonNullElse(schema.version(), 0);
                versions.add(
                        new Version(schema, client.referencesTo(subject, number).size()));
            }
        });
        versions.sort(Comparator.comparing(Version::number));
        if (versions.isEmpty()) {
            throw SubjectsShow.noSubject(subject, registry);
        }
        if (format.isJson()) {
            OutputFormat.print(json(versions), terminal);
        } else {
            Table table = new Table("VERSION", "ID", "TYPE", "REFERRED TO BY", "REFERS TO");
            versions.forEach(version -> table.line(
                    version.number(),
                    version.id(),
                    SubjectsShow.typeOf(version.schema()),
                    version.users(),
                    version.schema().qualifiedReferences().isEmpty() ? "-" : references(version.schema())));
            table.print(terminal.out());
        }
        return ExitCode.CLEAN;
    }

    private static String references(RegisteredSchema schema) {
        return schema.qualifiedReferences().stream().map(SubjectsShow::shown).collect(Collectors.joining(", "));
    }

    private ArrayNode json(List<Version> versions) {
        ArrayNode json = JsonNodeFactory.instance.arrayNode();
        for (Version version : versions) {
            ObjectNode one = json.addObject()
                    .put("subject", subject)
                    .put("version", version.number())
                    .put("id", version.id())
                    .put("guid", version.schema().guid())
                    .put("schemaType", SubjectsShow.typeOf(version.schema()))
                    .put("referredToBy", version.users());
            ArrayNode references = one.putArray("references");
            version.schema()
                    .qualifiedReferences()
                    .forEach(reference -> references
                            .addObject()
                            .put("subject", reference.subject())
                            .put("version", reference.version()));
        }
        return json;
    }
}
