package dev.avenant.contracts.tree;

import dev.avenant.schema.SchemaSource;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * One file of a contract.
 *
 * @param number the N of {@code v<N>.avsc}
 * @param path the file below the contracts folder
 * @param imported whether it was taken over as it was, rather than written for this project
 */
public record ContractVersion(int number, String path, SchemaSource source, boolean imported) {
    private static final Pattern FILE = Pattern.compile("v([1-9][0-9]{0,8})\\.avsc");

    /** A file that was written for the project. */
    public ContractVersion(int number, String path, SchemaSource source) {
        this(number, path, source, false);
    }

    /** The number in a file name such as {@code v2.avsc}, or 0 when it is another name. */
    static int numberOf(String fileName) {
        Matcher name = FILE.matcher(fileName);
        return name.matches() ? Integer.parseInt(name.group(1)) : 0;
    }
}
