package dev.avenant.cli.subjects;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.avenant.cli.access.CommandConfig;
import dev.avenant.cli.access.ConsoleOptions;
import dev.avenant.cli.access.Registry;
import dev.avenant.cli.console.ConsoleSubjects;
import dev.avenant.cli.terminal.CommandFailure;
import dev.avenant.cli.terminal.ExitCode;
import dev.avenant.cli.terminal.OutputFormat;
import dev.avenant.cli.terminal.Terminal;
import dev.avenant.contracts.registry.ReferencedSchemas;
import dev.avenant.operations.registry.DescribedVersion;
import dev.avenant.operations.registry.ExampleRecord;
import dev.avenant.operations.registry.SchemaText;
import dev.avenant.operations.registry.SchemaWords;
import dev.avenant.registry.client.HttpRegistryClient;
import dev.avenant.registry.client.SchemaQuery;
import dev.avenant.registry.client.api.RegisteredSchema;
import dev.avenant.registry.client.api.SchemaReference;
import dev.avenant.registry.client.api.SubjectVersion;
import dev.avenant.text.Printable;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
        name = "show",
        mixinStandardHelpOptions = true,
        description = {
            "One version of a subject: its id, level, mode, tags, what it refers to and what refers to it, and the schema.",
            "With --id the schema of that id, and each version that has it.",
            "With --example a record of it in Avro's JSON on one line, as avenant events produce takes it."
        },
        footer = {
            "",
            "Examples:",
            "  avenant subjects show order-events-shop.order.events.OrderPlaced",
            "  avenant subjects show order-events-shop.order.events.OrderPlaced --version 1 --format json",
            "  avenant subjects show order-events-shop.order.events.OrderPlaced --example > event.json",
            "  avenant subjects show --id 1"
        })
public final class SubjectsShow implements Callable<Integer> {
    private static final String LATEST = "latest";

    private final Terminal terminal;

    @Mixin
    private final CommandConfig config = new CommandConfig();

    @Mixin
    private final Registry registry = new Registry(config);

    @Mixin
    private final ConsoleOptions console;

    @Mixin
    private final OutputFormat format = new OutputFormat();

    @Parameters(
            paramLabel = "SUBJECT",
            arity = "0..1",
            description =
                    "The subject; beside --id one of the context that the id is of, unless that is the default one.")
    private @Nullable String subject;

    @Option(names = "--version", paramLabel = "N|latest", description = "The version (default: latest).")
    private String version = LATEST;

    @Option(names = "--id", paramLabel = "ID", description = "The schema of this id.")
    private @Nullable Integer id;

    @Option(names = "--example", description = "A record of the schema, and nothing else.")
    private boolean isExample;

    public SubjectsShow(Terminal terminal) {
        this.terminal = terminal;
        this.console = new ConsoleOptions(config, terminal);
    }

    @Override
    public Integer call() {
        requireOneKind();
        Optional<ConsoleSubjects> asked =
                console.insteadOf("--registry", registry.isGiven()).map(ConsoleSubjects::new);
        if (id != null) {
            int wanted = id;
            showId(wanted, asked.map(subjects -> subjects.ofId(wanted, subject)).orElseGet(() -> ofId(wanted)));
            return ExitCode.CLEAN;
        }
        String name = Objects.requireNonNull(subject);
        if (isExample) {
            terminal.out()
                    .println(asked.map(subjects -> example(found(subjects, name)))
                            .orElseGet(() -> example(registry.client(), name)));
            return ExitCode.CLEAN;
        }
        DescribedVersion shown = asked.map(subjects -> found(subjects, name).described())
                .orElseGet(() -> described(registry.client(), name));
        if (format.isJson()) {
            OutputFormat.print(json(shown), terminal);
        } else {
            print(shown);
        }
        return ExitCode.CLEAN;
    }

    private void requireOneKind() {
        if (subject == null && id == null) {
            throw CommandFailure.usage("Expected a SUBJECT or --id ID but found neither.");
        }
        if (id != null && (!version.equals(LATEST) || isExample)) {
            throw CommandFailure.usage("Expected --id without --version and --example but found one beside it.");
        }
        if (!version.equals(LATEST) && !version.matches("[1-9][0-9]{0,8}")) {
            throw CommandFailure.usage(
                    "Expected --version to be latest or a number from 1 on but found " + version + ".");
        }
    }

    private RegisteredSchema found(HttpRegistryClient client, String name) {
        if (version.equals(LATEST)) {
            return client.latest(name).orElseThrow(() -> noSubject(name, registry));
        }
        return client.version(name, Integer.parseInt(version)).orElseThrow(() -> {
            List<Integer> there = client.versions(name);
            return there.isEmpty() ? noSubject(name, registry) : noVersion(name, there);
        });
    }

    private ConsoleSubjects.Version found(ConsoleSubjects subjects, String name) {
        return version.equals(LATEST)
                ? subjects.latest(name)
                : subjects.version(name, Integer.parseInt(version))
                        .orElseThrow(() -> noVersion(
                                name, subjects.latest(name).described().versions()));
    }

    private CommandFailure noVersion(String name, List<Integer> there) {
        return CommandFailure.usage("Expected a --version that " + Printable.of(name) + " has ("
                + there.stream().map(String::valueOf).collect(Collectors.joining(", ")) + ") but found " + version
                + ".");
    }

    static CommandFailure noSubject(String name, Registry registry) {
        return CommandFailure.couldNotRun("The registry at " + registry.address() + " has no subject "
                + Printable.of(name) + ". avenant subjects list shows them.");
    }

    private DescribedVersion described(HttpRegistryClient client, String name) {
        return DescribedVersion.of(client, found(client, name));
    }

    private String example(HttpRegistryClient client, String name) {
        RegisteredSchema found = found(client, name);
        return example(
                found,
                () -> ExampleRecord.of(new ReferencedSchemas(client)
                        .resolve(nameOf(found), String.valueOf(found.schema()), found.qualifiedReferences())
                        .schema()));
    }

    private static String example(ConsoleSubjects.Version found) {
        return example(found.described().schema(), () -> Optional.ofNullable(found.example()));
    }

    /** @param indented an example on several lines; asked for of Avro alone */
    private static String example(RegisteredSchema schema, Supplier<Optional<String>> indented) {
        if (!DescribedVersion.isAvro(schema)) {
            throw CommandFailure.couldNotRun("Expected a subject of Avro schemas but " + Printable.of(nameOf(schema))
                    + " is of " + DescribedVersion.typeOf(schema) + ".");
        }
        String example = indented.get()
                .orElseThrow(() -> CommandFailure.couldNotRun("There is no example of " + Printable.of(nameOf(schema))
                        + " that is small enough to be shown."));
        try {
            return Printable.of(SchemaText.parse(example).toString());
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException("An example is always JSON", impossible);
        }
    }

    private static String nameOf(RegisteredSchema schema) {
        return schema.subject() + " version " + schema.version();
    }

    static String shown(SchemaReference reference) {
        return Printable.of(reference.subject()) + " version " + reference.version();
    }

    private void print(DescribedVersion shown) {
        RegisteredSchema schema = shown.schema();
        terminal.out()
                .println(Printable.of(nameOf(schema)) + " of "
                        + shown.versions().stream().map(String::valueOf).collect(Collectors.joining(", ")));
        field("id", String.valueOf(schema.id()));
        if (schema.guid() != null) {
            field("guid", schema.guid());
        }
        field("type", DescribedVersion.typeOf(schema));
        field("level", shown.level() + (shown.isOwnLevel() ? "" : " (not its own)"));
        field("mode", String.valueOf(shown.mode()));
        List<String> tags = SchemaWords.tagsOf(textOf(schema));
        if (!tags.isEmpty()) {
            field("tags", String.join(", ", tags));
        }
        schema.qualifiedReferences().forEach(reference -> field("refers to", shown(reference)));
        printVersions("used by", shown.users());
        if (shown.moreUsers() > 0) {
            field("used by", shown.moreUsers() + " more schemas");
        }
        printText(schema);
    }

    private void printVersions(String name, List<SubjectVersion> versions) {
        versions.forEach(each -> field(name, Printable.of(each.subject()) + " version " + each.version()));
    }

    private void printText(RegisteredSchema schema) {
        terminal.out().println();
        String text;
        try {
            text = SchemaText.indented(SchemaText.parse(textOf(schema)));
        } catch (JsonProcessingException noJson) {
            text = textOf(schema);
        }
        text.lines().forEach(line -> terminal.out().println(Printable.of(line.replace("\t", "    "))));
    }

    private void field(String name, String value) {
        terminal.out().println("  " + name + " ".repeat(Math.max(1, 11 - name.length())) + value);
    }

    private static String textOf(RegisteredSchema schema) {
        return Objects.requireNonNullElse(schema.schema(), "");
    }

    private ConsoleSubjects.OfId ofId(int wanted) {
        HttpRegistryClient client = registry.client();
        RegisteredSchema schema = client.byId(wanted, new SchemaQuery(subject, null))
                .orElseThrow(() -> CommandFailure.couldNotRun(
                        "The registry at " + registry.address() + " has no schema of id " + wanted + "."));
        return new ConsoleSubjects.OfId(
                schema,
                client.usesOf(wanted, subject).stream()
                        .sorted(DescribedVersion.BY_SUBJECT)
                        .toList());
    }

    private void showId(int wanted, ConsoleSubjects.OfId found) {
        RegisteredSchema schema = found.schema();
        List<SchemaReference> references = schema.referencesOrNone().stream()
                .map(reference -> reference.usedBy(subject))
                .toList();
        if (format.isJson()) {
            ObjectNode json = JsonNodeFactory.instance
                    .objectNode()
                    .put("id", wanted)
                    .put("schemaType", DescribedVersion.typeOf(schema));
            putVersions(json, "versions", found.uses());
            putReferences(json, references);
            putSchema(json, schema);
            OutputFormat.print(json, terminal);
        } else {
            terminal.out().println("id " + wanted);
            field("type", DescribedVersion.typeOf(schema));
            printVersions("is", found.uses());
            references.forEach(reference -> field("refers to", shown(reference)));
            printText(schema);
        }
    }

    private static ObjectNode json(DescribedVersion shown) {
        RegisteredSchema schema = shown.schema();
        ObjectNode json = JsonNodeFactory.instance
                .objectNode()
                .put("subject", schema.subject())
                .put("version", schema.version())
                .put("id", schema.id())
                .put("guid", schema.guid())
                .put("schemaType", DescribedVersion.typeOf(schema));
        ArrayNode versions = json.putArray("versions");
        shown.versions().forEach(versions::add);
        json.put("level", shown.level()).put("ownLevel", shown.isOwnLevel()).put("mode", shown.mode());
        ArrayNode tags = json.putArray("tags");
        SchemaWords.tagsOf(textOf(schema)).forEach(tags::add);
        putReferences(json, schema.qualifiedReferences());
        putVersions(json, "referencedBy", shown.users());
        json.put("moreUsers", shown.moreUsers());
        putSchema(json, schema);
        return json;
    }

    private static void putReferences(ObjectNode json, List<SchemaReference> references) {
        ArrayNode array = json.putArray("references");
        references.forEach(reference -> array.addObject()
                .put("name", reference.name())
                .put("subject", reference.subject())
                .put("version", reference.version()));
    }

    private static void putVersions(ObjectNode json, String name, List<SubjectVersion> versions) {
        ArrayNode array = json.putArray(name);
        versions.forEach(
                each -> array.addObject().put("subject", each.subject()).put("version", each.version()));
    }

    /** As JSON where it is some, as every Avro schema is; otherwise as text. */
    private static void putSchema(ObjectNode json, RegisteredSchema schema) {
        try {
            json.set("schema", SchemaText.parse(textOf(schema)));
        } catch (JsonProcessingException noJson) {
            json.put("schema", textOf(schema));
        }
    }
}
