package dev.avenant.contracts.tree;

import dev.avenant.schema.SchemaSource;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * One file of a contract.
 *
 * @param number the N of {@code v<N>.avsc}
 * @param path the file below the contracts folder
 */
public record ContractVersion(int number, String path, SchemaSource source) {
    private static final Pattern FILE = Pattern.compile("v([1-9][0-9]{0,8})\\.avsc");

    /** The number in a file name such as {@code v2.avsc}, or 0 when it is another name. */
    static int numberOf(String fileName) {
        Matcher name = FILE.matcher(fileName);
        return name.matches() ? Integer.parseInt(name.group(1)) : 0;
    }
}
