package dev.avenant.schema;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Finds the types in the JSON of a protocol, each with the protocol's namespace where it has none of its own. */
final class ProtocolFileReader {
    private final LocatedJson root;

    ProtocolFileReader(LocatedJson root) {
        this.root = root;
    }

    List<LocatedJson> types() {
        Map<String, LocatedJson> protocol = root.object();
        if (protocol == null || !protocol.containsKey("protocol")) {
            throw SchemaSyntaxException.expected("syntax.protocol", root);
        }
        LocatedJson declared = protocol.get("types");
        if (declared == null) {
            return List.of();
        }
        List<LocatedJson> types = declared.array();
        if (types == null) {
            throw SchemaSyntaxException.expected("syntax.types", declared);
        }
        List<LocatedJson> placed = new ArrayList<>();
        for (LocatedJson type : types) {
            placed.add(inNamespace(namespace(protocol), type));
        }
        return placed;
    }

    /** As Avro takes it: what stands before the last dot of a protocol's name wins over its namespace. */
    private static @Nullable LocatedJson namespace(Map<String, LocatedJson> protocol) {
        LocatedJson name = protocol.get("protocol");
        String inName = name == null || name.text() == null ? "" : Names.namespaceOf(name.text());
        return name == null || inName.isEmpty()
                ? protocol.get("namespace")
                : new LocatedJson(inName, name.location(), name.span());
    }

    private static LocatedJson inNamespace(@Nullable LocatedJson namespace, LocatedJson type) {
        Map<String, LocatedJson> object = type.object();
        if (object == null) {
            throw SchemaSyntaxException.expected("syntax.declared", type);
        }
        if (namespace == null || object.containsKey("namespace")) {
            return type;
        }
        Map<String, LocatedJson> placed = new LinkedHashMap<>(object);
        placed.put("namespace", namespace);
        return new LocatedJson(placed, type.location(), type.span());
    }
}
