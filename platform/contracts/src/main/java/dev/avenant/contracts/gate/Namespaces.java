package dev.avenant.contracts.gate;

import dev.avenant.compatibility.lint.NamespaceLayout;
import dev.avenant.contracts.tree.Contract;
import dev.avenant.contracts.tree.ContractTree;
import dev.avenant.finding.Finding;
import dev.avenant.finding.LintRule;
import dev.avenant.finding.Severity;
import java.util.ArrayList;
import java.util.List;
import org.apache.avro.Schema;

/**
 * Which namespace the folder of a contract calls for: that which {@code contracts.yaml} gives, or that which most of the
 * project's schemas show to be its layout.
 */
final class Namespaces {
    private final String declared;
    private final NamespaceLayout layout;

    private Namespaces(String declared, NamespaceLayout layout) {
        this.declared = declared;
        this.layout = layout;
    }

    static Namespaces of(ContractTree tree) {
        List<NamespaceLayout.Placed> placed = new ArrayList<>();
        for (Contract contract : tree.all()) {
            contract.current()
                    .map(current -> namespace(current.schema()))
                    .filter(namespace -> !namespace.isEmpty())
                    .ifPresent(namespace -> placed.add(new NamespaceLayout.Placed(folder(contract), namespace)));
        }
        return new Namespaces(tree.config().namespace(), NamespaceLayout.of(placed));
    }

    /** Empty text for any. */
    String expectedOf(Contract contract) {
        return declared.isEmpty() ? layout.expectedIn(folder(contract)) : declared + "." + folder(contract);
    }

    /** The same, where nobody has said that there is such a layout no more than a warning. */
    Finding weighed(Finding finding) {
        return finding.rule() == LintRule.NAMESPACE_NOT_BY_FOLDER && declared.isEmpty()
                ? finding.toBuilder().severity(Severity.WARN).build()
                : finding;
    }

    private static String namespace(Schema schema) {
        return switch (schema.getType()) {
            case RECORD, ENUM, FIXED -> schema.getNamespace() == null ? "" : schema.getNamespace();
            default -> "";
        };
    }

    /** With dots between the folders, and without those of a version. */
    private static String folder(Contract contract) {
        if (contract.isLaidOut()) {
            return contract.parentFolder().replace('-', '.');
        }
        List<String> folders = new ArrayList<>(List.of(contract.newest().path().split("/", -1)));
        folders.remove(folders.size() - 1);
        folders.removeIf(folder -> folder.matches("[vV]?[0-9]+"));
        return String.join(".", folders);
    }
}
