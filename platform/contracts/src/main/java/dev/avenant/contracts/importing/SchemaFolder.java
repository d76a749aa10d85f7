package dev.avenant.contracts.importing;

import dev.avenant.contracts.check.CheckRefusedException;
import dev.avenant.contracts.check.RepositorySchemas;
import dev.avenant.contracts.config.ContractsConfig;
import dev.avenant.contracts.discovery.DiscoveredHistories;
import dev.avenant.contracts.discovery.DiscoveredSchemas;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * A folder of schema files of any layout that contracts are made of.
 *
 * @param from the folder, absolute
 * @param schemas the contracts folder that is to be written, absolute; what is in it already does not count
 * @param topic the topic of all events; empty to guess
 * @param namesFrom the folder that messages name files from
 */
public record SchemaFolder(Path from, Path schemas, Optional<String> topic, Path namesFrom) {
    /**
     * Reads the files and makes a tree of them; writes nothing.
     *
     * @throws CheckRefusedException when the folder is not there, holds no schemas, or is the contracts folder itself
     * @throws dev.avenant.contracts.files.ContractsFileException when {@code contracts.yaml} is there and cannot be read
     */
    public ImportedTree read() throws IOException {
        if (from.startsWith(schemas)) {
            throw CheckRefusedException.wrongRequest("Expected a folder outside " + shown(schemas)
                    + ", where contracts are written, but found " + shown(from)
                    + ". Move the schemas elsewhere, or name another project.");
        }
        RepositorySchemas found = RepositorySchemas.of(from, List.of(), List.of(schemas), Optional.of(namesFrom));
        return FolderImport.of(
                DiscoveredHistories.of(DiscoveredSchemas.read(found.files()), found::isInScope),
                topic,
                existing(),
                String.valueOf(from.getFileName()));
    }

    private Optional<ContractsConfig> existing() throws IOException {
        Path config = schemas.resolve(ContractsConfig.FILE);
        return Files.exists(config)
                ? Optional.of(ContractsConfig.parse(shown(config), Files.readString(config)))
                : Optional.empty();
    }

    private String shown(Path file) {
        return (file.startsWith(namesFrom) ? namesFrom.relativize(file) : file)
                .toString()
                .replace('\\', '/');
    }
}
