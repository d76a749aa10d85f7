package dev.avenant.schema;

import dev.avenant.finding.Finding;
import dev.avenant.finding.SchemaRule;
import dev.avenant.text.SchemaText;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Finds text in a schema that the code generator would carry into the class as Java rather than as text. */
final class UnsafeProperties {
    private static final Set<String> JAVA_PROPERTIES =
            Set.of("javaAnnotation", "java-class", "java-key-class", "java-element-class");

    private final List<Finding> faults;

    UnsafeProperties(List<Finding> faults) {
        this.faults = faults;
    }

    void doc(Map<String, LocatedJson> object, String path) {
        LocatedJson json = object.get("doc");
        String doc = json == null ? null : json.text();
        if (json == null || doc == null) {
            return;
        }
        if (doc.contains("*/") || doc.contains("\\u")) {
            faults.add(Finding.of(SchemaRule.DOC_LEAVES_COMMENT, SchemaText.of("doc-leaves-comment", json.kind()))
                    .path("/" + path)
                    .at(null, json.location())
                    .suggestion(SchemaText.of("doc-leaves-comment.advice"))
                    .build());
        }
    }

    void properties(Map<String, LocatedJson> object, String path) {
        for (String name : JAVA_PROPERTIES) {
            LocatedJson json = object.get(name);
            if (json != null) {
                faults.add(Finding.of(SchemaRule.PROPERTY_IS_JAVA, SchemaText.of("property-is-java", name, json.kind()))
                        .path("/" + path)
                        .at(null, json.location())
                        .suggestion(SchemaText.of("property-is-java.advice"))
                        .build());
            }
        }
    }
}
