package dev.avenant.contracts.check;

import dev.avenant.contracts.config.ContractsConfig.LintSetting;
import dev.avenant.contracts.config.ContractsConfig.Preset;
import dev.avenant.contracts.config.ReaderContracts;
import dev.avenant.registry.client.api.CompatibilityLevel;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What is to be checked, and against what.
 *
 * @param folder where paths begin
 * @param project the folder with {@code schemas/contracts.yaml}; empty to check schemas of any layout
 * @param paths the files and folders to check without {@code contracts.yaml}; none for the whole folder
 * @param without files and folders among them that are left out; others may still refer to what they define
 * @param against {@code released}, a git revision or a registry's URL; empty for what suits the project
 * @param level the level, where no {@code contracts.yaml} says one; empty for what suits the schemas
 * @param preset which rules count, where no {@code contracts.yaml} says it; empty for those that break or corrupt
 * @param rules what rules are set to, by rule id, where no {@code contracts.yaml} says it
 * @param readers what reads the schemas; empty for what {@code contracts.yaml} says
 * @param namesFrom the folder that messages name files from; empty for the root, as code hosts do
 */
public record CheckRequest(
        Path folder,
        Optional<Path> project,
        List<Path> paths,
        List<Path> without,
        Optional<String> against,
        Optional<CompatibilityLevel> level,
        Optional<Preset> preset,
        Map<String, LintSetting> rules,
        Optional<ReaderContracts> readers,
        Optional<Path> namesFrom) {

    public CheckRequest {
        paths = List.copyOf(paths);
        without = List.copyOf(without);
        rules = Map.copyOf(rules);
    }

    /** Whether schemas are looked for, in place of reading {@code contracts.yaml}. */
    public boolean discovers() {
        return !paths.isEmpty() || project.isEmpty();
    }
}
