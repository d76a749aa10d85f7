package dev.avenant.contracts.check;

import dev.avenant.contracts.config.ContractsConfig.LintSetting;
import dev.avenant.finding.Rule;
import java.util.LinkedHashMap;
import java.util.Map;

/** What rules are set to where a check is asked for, in place of {@code contracts.yaml}. */
public final class RuleSettings {
    private RuleSettings() {}

    /**
     * The settings by rule id.
     *
     * @param words the level of each rule as it was written
     * @param option what they were written in, for messages
     * @throws CheckRefusedException for a rule that there is not or that always counts, and a level that there is not
     */
    public static Map<String, LintSetting> parse(Map<String, String> words, String option) {
        Map<String, LintSetting> settings = new LinkedHashMap<>();
        words.forEach((id, level) -> {
            Rule rule = Rule.named(id)
                    .orElseThrow(() -> CheckRefusedException.wrongRequest("Expected a rule in " + option + " but found "
                            + id + ". Correct the name; every finding shows its rule behind its place."));
            if (!rule.isSettable()) {
                throw CheckRefusedException.wrongRequest("Expected a rule that can be set in " + option + " but found "
                        + id + ", which always counts. Leave it out.");
            }
            settings.put(
                    id,
                    LintSetting.named(level)
                            .orElseThrow(() -> CheckRefusedException.wrongRequest("Expected error, warn or off in "
                                    + option + " " + id + "= but found " + level + ". Use one of the three.")));
        });
        return settings;
    }
}
