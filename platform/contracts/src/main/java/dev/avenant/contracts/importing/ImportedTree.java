package dev.avenant.contracts.importing;

import dev.avenant.contracts.files.ContractFiles;
import dev.avenant.contracts.imported.ImportRecord;
import dev.avenant.contracts.imported.ImportedVersion;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;

/**
 * What an import makes, before it is written.
 *
 * @param files the content of each file by its path below the contracts folder
 * @param found how much was found, in words such as {@code 3 subjects with 12 versions}
 * @param contracts how many contracts of which kind there are, by the kind in words such as {@code topic}
 * @param sources where the newest version of each contract comes from, by the path of its file
 * @param notChecked what is no contract, and why
 */
public record ImportedTree(
        SortedMap<String, String> files,
        String found,
        Map<String, Integer> contracts,
        SortedMap<String, String> sources,
        List<NotChecked> notChecked) {
    public ImportedTree {
        notChecked = List.copyOf(notChecked);
    }

    /** How many versions carry metadata or rules, which contracts have no place for. */
    public int withMetadataOrRules() {
        return (int) ImportRecord.of(ContractFiles.of(files)).versions().stream()
                .filter(ImportedVersion::hasMetadataOrRules)
                .count();
    }
}
