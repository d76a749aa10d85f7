package dev.avenant.contracts.config;

import dev.avenant.contracts.files.ContractsFileException;
import dev.avenant.contracts.text.ContractText;
import dev.avenant.finding.SourceLocation;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.composer.Composer;
import org.yaml.snakeyaml.error.Mark;
import org.yaml.snakeyaml.error.MarkedYAMLException;
import org.yaml.snakeyaml.error.YAMLException;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.NodeTuple;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;
import org.yaml.snakeyaml.nodes.Tag;
import org.yaml.snakeyaml.parser.ParserImpl;
import org.yaml.snakeyaml.reader.StreamReader;
import org.yaml.snakeyaml.resolver.Resolver;

/**
 * A value in a YAML file with its place. Nothing is constructed from tags: only texts, lists and mappings are read. The
 * parser is put together here, without what would construct objects, since that alone takes as long as a whole small check.
 */
final class YamlValue {
    private final String file;
    private final Node node;

    private YamlValue(String file, Node node) {
        this.file = file;
        this.node = node;
    }

    static YamlValue parse(String file, String text) {
        LoaderOptions options = new LoaderOptions();
        options.setNestingDepthLimit(20);
        options.setMaxAliasesForCollections(0);
        options.setCodePointLimit(8_000_000);
        try {
            Node node = new Composer(new ParserImpl(new StreamReader(text), options), new Resolver(), options)
                    .getSingleNode();
            if (node == null) {
                throw ContractsFileException.of(SourceLocation.startOf(file), "file.empty");
            }
            return new YamlValue(file, node);
        } catch (MarkedYAMLException e) {
            Mark mark = e.getProblemMark();
            throw ContractsFileException.of(
                    mark == null ? SourceLocation.startOf(file) : at(file, mark),
                    "file.yaml",
                    String.valueOf(e.getProblem()));
        } catch (YAMLException e) {
            throw ContractsFileException.of(
                    SourceLocation.startOf(file),
                    "file.limits",
                    String.valueOf(e.getMessage()).lines().findFirst().orElse("none"));
        }
    }

    SourceLocation location() {
        return at(file, node.getStartMark());
    }

    private static SourceLocation at(String file, Mark mark) {
        return new SourceLocation(file, mark.getLine() + 1, mark.getColumn() + 1);
    }

    /** @param key of what was expected instead, as {@link ContractsFileException#expected} has it */
    ContractsFileException expected(String key, Object... arguments) {
        return ContractsFileException.expected(location(), key, kind(), arguments);
    }

    private Object kind() {
        if (node instanceof ScalarNode scalar) {
            return scalar.getTag().equals(Tag.NULL) ? ContractText.of("kind.nothing") : "\"" + scalar.getValue() + "\"";
        }
        return ContractText.of(node instanceof SequenceNode ? "want.list" : "want.mapping");
    }

    boolean isNothing() {
        return node instanceof ScalarNode scalar && scalar.getTag().equals(Tag.NULL);
    }

    String text() {
        if (node instanceof ScalarNode scalar && !scalar.getTag().equals(Tag.NULL)) {
            return scalar.getValue();
        }
        throw expected("want.text");
    }

    int positive() {
        String text = text();
        if (text.matches("[1-9][0-9]{0,6}")) {
            return Integer.parseInt(text);
        }
        throw expected("want.number");
    }

    boolean isList() {
        return isNothing() || node instanceof SequenceNode;
    }

    List<YamlValue> items() {
        if (isNothing()) {
            return List.of();
        }
        if (node instanceof SequenceNode sequence) {
            List<YamlValue> items = new ArrayList<>();
            for (Node item : sequence.getValue()) {
                items.add(new YamlValue(file, item));
            }
            return items;
        }
        throw expected("want.list");
    }

    List<String> texts() {
        List<String> texts = new ArrayList<>();
        for (YamlValue item : items()) {
            texts.add(item.text());
        }
        return texts;
    }

    /** The members of a mapping in the order of the file, each with the place of its key. */
    Map<String, YamlValue> members() {
        if (isNothing()) {
            return Map.of();
        }
        if (!(node instanceof MappingNode mapping)) {
            throw expected("want.mapping");
        }
        Map<String, YamlValue> members = new LinkedHashMap<>();
        for (NodeTuple tuple : mapping.getValue()) {
            YamlValue key = new YamlValue(file, tuple.getKeyNode());
            if (members.put(key.text(), new YamlValue(file, tuple.getValueNode())) != null) {
                throw key.expected("want.once");
            }
        }
        return members;
    }

    /** As {@link #members()}, of which each key must be one that is known. */
    Map<String, YamlValue> members(Set<String> known) {
        Map<String, YamlValue> members = members();
        if (node instanceof MappingNode mapping) {
            for (NodeTuple tuple : mapping.getValue()) {
                YamlValue key = new YamlValue(file, tuple.getKeyNode());
                if (!known.contains(key.text())) {
                    throw key.expected("want.one-of", new TreeSet<>(known).toString());
                }
            }
        }
        return members;
    }

    /** The place of a key of this mapping. */
    SourceLocation locationOfKey(String name) {
        if (node instanceof MappingNode mapping) {
            for (NodeTuple tuple : mapping.getValue()) {
                YamlValue key = new YamlValue(file, tuple.getKeyNode());
                if (key.text().equals(name)) {
                    return key.location();
                }
            }
        }
        return location();
    }

    static @Nullable String textOrNull(@Nullable YamlValue value) {
        return value == null ? null : value.text();
    }
}
