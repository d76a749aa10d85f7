package dev.avenant.contracts.discovery;

import dev.avenant.contracts.files.ContractFiles;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/** An IDL file by itself, with the files beside it that it imports. */
public final class IdlImports {
    private IdlImports() {}

    /** The path of a file in {@link #with}. */
    public static String path(Path file) {
        Path absolute = file.toAbsolutePath().normalize();
        return absolute.getRoot().relativize(absolute).toString().replace('\\', '/');
    }

    /**
     * The file and all that it imports, directly or through another; what is not there is left out.
     *
     * @throws dev.avenant.schema.SchemaSyntaxException when one of them is no Avro IDL
     * @throws IOException when one of them cannot be read
     */
    public static ContractFiles with(Path file) throws IOException {
        return with(file, ContractFiles.file(path(file), shown(file), Files.readAllBytes(file)));
    }

    private static ContractFiles with(Path file, ContractFiles known) throws IOException {
        ContractFiles all = known;
        String text = new String(known.read(path(file)).orElse(new byte[0]), StandardCharsets.UTF_8);
        for (IdlDeclarations.Import used : IdlDeclarations.of(shown(file), text).imports()) {
            Path imported = file.resolveSibling(used.path());
            if (used.path().contains(":") || all.paths().contains(path(imported)) || !Files.isRegularFile(imported)) {
                continue;
            }
            all = all.with(ContractFiles.file(path(imported), shown(imported), Files.readAllBytes(imported)));
            if (used.path().endsWith(".avdl")) {
                all = with(imported, all);
            }
        }
        return all;
    }

    private static String shown(Path file) {
        return file.toString().replace('\\', '/');
    }
}
