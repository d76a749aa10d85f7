package dev.avenant.cli.contracts;

import dev.avenant.cli.terminal.CommandFailure;
import dev.avenant.compatibility.ComparedSchema;
import dev.avenant.contracts.discovery.DiscoveredSchemas;
import dev.avenant.contracts.discovery.IdlImports;
import dev.avenant.contracts.discovery.SchemaSet;
import dev.avenant.contracts.discovery.SchemaSet.Member;
import dev.avenant.contracts.files.ContractFiles;
import dev.avenant.schema.SchemaLimits;
import dev.avenant.schema.SchemaSource;
import dev.avenant.schema.SchemaSyntaxException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * One side of a comparison: a file, a folder, standard input or a pipe.
 *
 * @param name what the command calls it
 * @param isFolder whether it may have any number of schemas
 * @param set its schemas
 * @param unusable why its only schema is none; empty when it is one
 */
record CompareOperand(String name, boolean isFolder, SchemaSet set, Optional<SchemaSyntaxException> unusable) {
    /** Standard input, as an operand. */
    static final String STANDARD_INPUT = "-";

    private static final String OWN = "own";
    private static final Pattern IDL = Pattern.compile(
            "\\s*(?:(?://[^\\n]*\\n|/\\*.*?\\*/)\\s*)*(?:@|(?:protocol|namespace|schema|import|record|enum|fixed|error)\\b).*",
            Pattern.DOTALL);

    /**
     * Reads one side.
     *
     * @param types files and folders whose schemas serve for references
     */
    static CompareOperand read(String name, List<Path> types, InputStream standardInput) throws IOException {
        ContractFiles references = ContractFiles.of(Map.of());
        for (Path folder : types) {
            references = references.with(
                    schemaFiles(folder).in("types/" + references.paths().size()));
        }
        Path path = Path.of(name);
        if (name.equals(STANDARD_INPUT)) {
            return of("standard input", bounded("standard input", standardInput), references);
        }
        if (Files.isDirectory(path)) {
            return folder(name, schemaFiles(path).in(OWN).with(references));
        }
        if (!Files.exists(path)) {
            throw CommandFailure.usage("Expected a schema file or a folder but found no file " + name + ".");
        }
        if (Files.isRegularFile(path) && name.endsWith(".avdl")) {
            return of(name, IdlImports.path(path), IdlImports.with(path).with(references));
        }
        try (InputStream content = Files.newInputStream(path)) {
            return of(name, bounded(name, content), references);
        }
    }

    private static byte[] bounded(String name, InputStream content) throws IOException {
        int most = SchemaLimits.DEFAULT.maxCharacters();
        byte[] bytes = content.readNBytes(most + 1);
        if (bytes.length > most) {
            throw CommandFailure.couldNotRun(
                    name + ": expected at most " + most + " bytes but found more. Split the schema into shared types.");
        }
        return bytes;
    }

    private static ContractFiles schemaFiles(Path path) throws IOException {
        String shown = path.normalize().toString().replace('\\', '/');
        if (Files.isRegularFile(path)) {
            return ContractFiles.file(String.valueOf(path.getFileName()), shown, Files.readAllBytes(path));
        }
        if (!Files.isDirectory(path)) {
            throw CommandFailure.usage("Expected a folder of schemas in --types but found none at " + path + ".");
        }
        return ContractFiles.below(
                path, DiscoveredSchemas::isSchemaFile, file -> shown.isEmpty() ? file : shown + "/" + file);
    }

    private static CompareOperand folder(String name, ContractFiles files) {
        SchemaSet set = SchemaSet.read(files, path -> path.startsWith(OWN + "/"));
        if (set.members().isEmpty() && set.problems().isEmpty()) {
            throw CommandFailure.couldNotRun(
                    "Expected Avro schemas (.avsc, .avpr or .avdl) in " + name + " but found none. Name another path.");
        }
        return readable(new CompareOperand(name, true, set, Optional.empty()));
    }

    private static CompareOperand of(String name, byte[] content, ContractFiles references) {
        String extension = extension(name, content);
        if (extension.equals(".avsc")) {
            try {
                SchemaSource.decode(name, content);
            } catch (SchemaSyntaxException e) {
                if (!e.isJson()) {
                    throw e;
                }
                SchemaSet nothing = SchemaSet.read(ContractFiles.of(Map.of()), path -> true);
                return new CompareOperand(name, false, nothing, Optional.of(e));
            }
        }
        String path = OWN + "/schema" + extension;
        return of(name, path, ContractFiles.file(path, name, content).with(references));
    }

    private static CompareOperand of(String name, String path, ContractFiles files) {
        return readable(new CompareOperand(name, false, SchemaSet.read(files, path::equals), Optional.empty()));
    }

    private static CompareOperand readable(CompareOperand operand) {
        if (!operand.set().problems().isEmpty()) {
            String problems = String.join("\n", operand.set().problems());
            throw CommandFailure.couldNotRun(
                    problems.contains(": expected an import of ")
                            ? problems + " Or name the folder that has it with --types DIR."
                            : problems);
        }
        return operand;
    }

    /** What comes without a name that tells its kind shows it by how it begins. */
    private static String extension(String name, byte[] content) {
        for (String known : List.of(".avsc", ".avpr", ".avdl")) {
            if (name.endsWith(known)) {
                return known;
            }
        }
        if (IDL.matcher(new String(content, StandardCharsets.UTF_8)).matches()) {
            return ".avdl";
        }
        try {
            SchemaSource.decode(name, content);
            return ".avsc";
        } catch (SchemaSyntaxException noSchema) {
            return isProtocol(name, content) ? ".avpr" : ".avsc";
        }
    }

    private static boolean isProtocol(String name, byte[] content) {
        try {
            SchemaSource.decodeProtocol(name, content);
            return true;
        } catch (SchemaSyntaxException noProtocol) {
            return false;
        }
    }

    /** Whether it is one schema, which is compared with another whatever their names. */
    boolean isSingle() {
        return !isFolder && (unusable.isPresent() || set.members().size() == 1);
    }

    /**
     * A schema with the types that it refers to.
     *
     * @throws SchemaSyntaxException when it is no schema
     */
    static ComparedSchema resolve(Member member) {
        List<String> missing = member.missingTypes();
        if (!missing.isEmpty()) {
            throw CommandFailure.couldNotRun(member.file() + ": expected types that exist but found "
                    + String.join(", ", missing) + ", which no file defines. Name the folder that has "
                    + (missing.size() == 1 ? "it" : "them") + " with --types DIR.");
        }
        try {
            return member.resolve();
        } catch (SchemaSyntaxException e) {
            if (e.location().file().equals(member.file())) {
                throw e;
            }
            throw CommandFailure.couldNotRun(String.valueOf(e.getMessage()));
        }
    }

    /**
     * The one schema.
     *
     * @throws SchemaSyntaxException when it is none
     */
    ComparedSchema single() {
        if (unusable.isPresent()) {
            throw unusable.get();
        }
        return resolve(set.members().get(0));
    }
}
