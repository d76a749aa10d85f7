package dev.avenant.cli;

import dev.avenant.contracts.config.ContractsConfig.LintSetting;
import dev.avenant.finding.Rule;
import java.util.LinkedHashMap;
import java.util.Map;

/** What rules are set to on the command line. */
final class RuleOptions {
    private RuleOptions() {}

    /** By rule id; refuses a rule that there is not or that always counts, and a level that there is not. */
    static Map<String, LintSetting> parse(Map<String, String> options) {
        Map<String, LintSetting> settings = new LinkedHashMap<>();
        options.forEach((id, level) -> {
            Rule rule = Rule.named(id)
                    .orElseThrow(() -> CommandFailure.usage("Expected a rule in --rule but found " + id
                            + ". Correct the name; every finding shows its rule behind its place."));
            if (!rule.isSettable()) {
                throw CommandFailure.usage("Expected a rule that can be set in --rule but found " + id
                        + ", which always counts. Leave it out.");
            }
            settings.put(
                    id,
                    LintSetting.named(level)
                            .orElseThrow(() -> CommandFailure.usage("Expected error, warn or off in --rule " + id
                                    + "= but found " + level + ". Use one of the three.")));
        });
        return settings;
    }
}
