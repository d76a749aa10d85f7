package dev.avenant.contracts.discovery;

import dev.avenant.contracts.discovery.IdlDeclarations.Declared;
import dev.avenant.contracts.files.ContractFiles;
import dev.avenant.contracts.files.ContractsUnreadableException;
import dev.avenant.finding.SourceLocation;
import dev.avenant.schema.NamedTypes;
import dev.avenant.schema.SchemaSource;
import dev.avenant.schema.SchemaSyntaxException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.avro.Schema;
import org.apache.avro.idl.IdlReader;
import org.jspecify.annotations.Nullable;

/**
 * Reads Avro IDL with Avro's own reader. That reader opens what a file imports by itself, from beside the file, from the
 * class path of a build, or from any address, so it is given a copy of the file and of those of the repository that it
 * imports, and nothing else.
 */
final class IdlFiles implements AutoCloseable {
    private final ContractFiles files;
    private final Map<String, IdlDeclarations> declarations = new HashMap<>();
    private final Set<String> copied = new HashSet<>();
    private @Nullable Path copy;

    IdlFiles(ContractFiles files) {
        this.files = files;
    }

    /**
     * The types that a file declares itself and none of its other types uses, or all where each uses another.
     *
     * @throws SchemaSyntaxException when the file, or one that it imports, is no Avro IDL
     */
    List<SchemaSource> read(String path) {
        Map<String, Declared> declared = new HashMap<>();
        collect(path, declared, new HashSet<>());
        Map<String, SourceLocation> places = new HashMap<>();
        Map<String, Schema> own = new LinkedHashMap<>();
        parse(path).forEach((fullName, schema) -> {
            Declared place = declared.get(schema.getName());
            if (place != null) {
                places.put(fullName, place.location());
                place.members().forEach((member, location) -> places.put(fullName + "." + member, location));
            }
            if (declarations(path).types().containsKey(schema.getName())) {
                own.put(fullName, schema);
            }
        });
        Set<String> used = new HashSet<>();
        own.values().forEach(schema -> used.addAll(usedBy(schema)));
        List<Schema> outermost = own.values().stream()
                .filter(schema -> !used.contains(schema.getFullName()))
                .toList();
        return (outermost.isEmpty() ? own.values() : outermost)
                .stream()
                        .map(schema -> SchemaSource.translated(files.shown(path), schema.toString(), places))
                        .toList();
    }

    private static Set<String> usedBy(Schema schema) {
        Set<String> used = NamedTypes.of(schema).keySet();
        used.remove(schema.getFullName());
        return used;
    }

    /** The declarations of a file and of all that it imports; where two have a name, the nearest counts. */
    private void collect(String path, Map<String, Declared> declared, Set<String> seen) {
        if (!seen.add(path)) {
            return;
        }
        if (path.endsWith(".avdl")) {
            IdlDeclarations file = declarations(path);
            file.types().forEach(declared::putIfAbsent);
            file.imports().forEach(used -> collect(resolve(path, used), declared, seen));
        }
    }

    private IdlDeclarations declarations(String path) {
        IdlDeclarations known = declarations.get(path);
        if (known == null) {
            byte[] bytes = files.read(path).orElse(new byte[0]);
            known = IdlDeclarations.of(files.shown(path), new String(bytes, StandardCharsets.UTF_8));
            declarations.put(path, known);
        }
        return known;
    }

    /** The path of an imported file: beside the importing one, or else, as on a class path, the nearest that ends so. */
    private String resolve(String path, IdlDeclarations.Import used) {
        Path folder = folderOf(path);
        String beside = used.path().contains(":")
                ? ""
                : folder.resolve(used.path()).normalize().toString().replace('\\', '/');
        if (files.paths().contains(beside)) {
            return beside;
        }
        return files.paths().stream()
                .filter(candidate -> candidate.endsWith("/" + used.path()))
                .max(Comparator.comparingInt(candidate -> Folders.shared(candidate, path)))
                .orElseThrow(() -> new SchemaSyntaxException(
                        used.location(),
                        "expected an import of a schema file of this repository but found \"" + used.path() + "\"",
                        "Correct the path, or add the file"));
    }

    private static Path folderOf(String path) {
        return Path.of(path.substring(0, Math.max(0, path.lastIndexOf('/'))));
    }

    private Map<String, Schema> parse(String path) {
        try {
            copy(path);
            return new IdlReader().parse(root().resolve(path)).getNamedSchemas();
        } catch (SchemaSyntaxException | ContractsUnreadableException e) {
            throw e;
        } catch (RuntimeException e) {
            // for an empty file Avro's reader throws an exception of strings
            String message = e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
            throw new SchemaSyntaxException(
                    SourceLocation.startOf(files.shown(path)),
                    "expected Avro IDL but Avro refuses it: "
                            + message.lines()
                                    .findFirst()
                                    .orElse("")
                                    .replace(copy + "/", "")
                                    .replaceFirst("^(\\w+\\.)+\\w+Exception: ", ""),
                    "Correct the file");
        } catch (IOException e) {
            throw new ContractsUnreadableException("Cannot read " + files.shown(path) + ": " + e.getMessage() + ".", e);
        }
    }

    /** Copies a file and those that it imports, of which it names the copies. */
    private void copy(String path) throws IOException {
        if (!copied.add(path)) {
            return;
        }
        byte[] content = files.read(path).orElse(new byte[0]);
        if (path.endsWith(".avdl")) {
            StringBuilder text = new StringBuilder(new String(content, StandardCharsets.UTF_8));
            List<IdlDeclarations.Import> imports = declarations(path).imports();
            for (int i = imports.size() - 1; i >= 0; i--) {
                IdlDeclarations.Import used = imports.get(i);
                String target = resolve(path, used);
                copy(target);
                String relative =
                        folderOf(path).relativize(Path.of(target)).toString().replace('\\', '/');
                text.replace(
                        text.offsetByCodePoints(0, used.start()) + 1, text.offsetByCodePoints(0, used.end()), relative);
            }
            content = text.toString().getBytes(StandardCharsets.UTF_8);
        }
        Path file = root().resolve(path);
        Files.createDirectories(file.getParent());
        Files.write(file, content);
    }

    private Path root() throws IOException {
        if (copy == null) {
            copy = Files.createTempDirectory("avenant-idl");
        }
        return copy;
    }

    @Override
    public void close() {
        if (copy == null) {
            return;
        }
        try {
            Files.walkFileTree(copy, new SimpleFileVisitor<>() {
                @Override
                public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                    Files.delete(file);
                    return FileVisitResult.CONTINUE;
                }

                @Override
                public FileVisitResult postVisitDirectory(Path folder, @Nullable IOException failure)
                        throws IOException {
                    Files.delete(folder);
                    return FileVisitResult.CONTINUE;
                }
            });
        } catch (IOException left) {
            // a copy in the system's temporary folder, which the system clears
            copy = null;
        }
    }
}
