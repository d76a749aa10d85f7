package dev.avenant.contracts.files;

import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.UnaryOperator;

/** Files with names of their own in messages. */
record ShownFiles(Set<String> paths, Function<String, Optional<byte[]>> content, UnaryOperator<String> naming)
        implements ContractFiles {
    @Override
    public String shown(String path) {
        return naming.apply(path);
    }

    @Override
    public Optional<byte[]> read(String path) {
        return paths.contains(path) ? content.apply(path) : Optional.empty();
    }
}
