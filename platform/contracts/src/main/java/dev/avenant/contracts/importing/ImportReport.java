package dev.avenant.contracts.importing;

import dev.avenant.contracts.config.ContractsConfig;
import dev.avenant.contracts.imported.ImportRecord;
import dev.avenant.text.Counted;
import java.util.ArrayList;
import java.util.List;

/**
 * What an import came to, in lines for those who asked for it.
 *
 * @param source what was imported, in words of messages
 * @param keepsIds whether it was a registry, whose ids are kept
 * @param schemas the contracts folder, as messages name it
 * @param elsewhere how to import into another folder, a sentence
 * @param most how many lines of a list are shown
 */
public record ImportReport(String source, boolean keepsIds, String schemas, String elsewhere, int most) {
    /** What was imported or was there already, and what to do next. */
    public List<String> imported(ImportedTree tree, boolean written) {
        List<String> lines = new ArrayList<>();
        lines.add((written ? "Imported " : "Nothing changed: " + schemas + " is what was imported, ") + tree.found()
                + " of " + source + ".");
        tree.contracts().forEach((kind, number) -> lines.add("  " + Counted.of(number, kind)));
        int annotated = tree.withMetadataOrRules();
        if (annotated > 0) {
            lines.add(Counted.of(annotated, "version") + (annotated == 1 ? " has" : " have")
                    + " metadata or rules, which push --keep-ids gives back and the check does not read.");
        }
        if (!tree.notChecked().isEmpty()) {
            lines.add(keepsIds ? "Kept in " + ImportRecord.FILE + " or left alone, and not checked:" : "Not imported:");
            list(
                    lines,
                    tree.notChecked().stream()
                            .map(left -> left.what() + ": " + left.why())
                            .toList());
        }
        if (written) {
            lines.add("Next: complete " + schemas + "/" + ContractsConfig.FILE
                    + " (owners, producers, consumers), run avenant check, and commit the folder.");
        }
        return lines;
    }

    /** Why nothing was written. */
    public List<String> refused(ContractsFolder.Outcome outcome) {
        List<String> lines = new ArrayList<>();
        List<String> unlisted = outcome.unlisted();
        if (!unlisted.isEmpty()) {
            String config = schemas + "/" + ContractsConfig.FILE;
            lines.add("Expected " + config + " to list what was imported of " + source + ", or not to be there, but "
                    + Counted.of(unlisted.size(), "contract") + (unlisted.size() == 1 ? " is" : " are")
                    + " not in it. Nothing was written.");
            list(lines, unlisted.stream().map(folder -> "not listed: " + folder).toList());
            lines.add("List them there, or remove the file to have it written, and run the same command again.");
            return lines;
        }
        lines.add("Expected no " + schemas + ", or what was imported of " + source
                + " before, but found a folder in which "
                + Counted.of(outcome.different().size(), "file") + " would differ and "
                + Counted.of(outcome.missing().size(), "file") + " would be added. Nothing was written.");
        list(lines, outcome.different().stream().map(file -> "differs: " + file).toList());
        list(lines, outcome.missing().stream().map(file -> "to add: " + file).toList());
        lines.add((keepsIds ? "To see what the registry has that git has not: avenant contracts status. " : "")
                + elsewhere);
        return lines;
    }

    private void list(List<String> lines, List<String> items) {
        int shown = Math.min(most, items.size());
        items.subList(0, shown).forEach(item -> lines.add("  " + item));
        if (shown < items.size()) {
            lines.add("  and " + (items.size() - shown) + " more; --verbose lists all");
        }
    }
}
