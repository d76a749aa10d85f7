package dev.avenant.contracts.docs;

import dev.avenant.contracts.tree.Contract;
import dev.avenant.contracts.tree.ContractTree;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;

/**
 * What events there are, for everybody who reads or writes them: static HTML pages without scripts, and an AsyncAPI 3
 * document. The same contracts give the same files, byte for byte.
 */
public final class ContractDocs {
    private ContractDocs() {}

    /** All files by their path below the output folder. */
    public static Map<String, String> files(ContractTree tree) {
        HtmlPages pages = new HtmlPages(tree);
        Map<String, String> files = new TreeMap<>();
        files.put("index.html", pages.index());
        for (Contract contract : tree.all()) {
            files.put(HtmlPages.pageOf(contract), pages.contract(contract));
        }
        files.put("asyncapi.json", AsyncApiWriter.write(tree));
        return files;
    }

    /**
     * Writes all files.
     *
     * @throws IOException when the folder cannot be written
     */
    public static void write(ContractTree tree, Path folder) throws IOException {
        for (Map.Entry<String, String> file : files(tree).entrySet()) {
            Path path = folder.resolve(file.getKey());
            Path parent = path.getParent();
            Files.createDirectories(parent == null ? folder : parent);
            Files.writeString(path, file.getValue());
        }
    }
}
