package dev.avenant.schema;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** JSON in one line, as people write it. */
public final class InlineJson {
    private InlineJson() {}

    /** The value with a space behind each colon and comma. */
    public static String of(JsonNode json) {
        if (json.isObject()) {
            List<String> members = new ArrayList<>();
            json.properties().forEach(member -> members.add(of(member.getKey()) + ": " + of(member.getValue())));
            return "{" + String.join(", ", members) + "}";
        }
        if (json.isArray()) {
            List<String> items = new ArrayList<>();
            json.forEach(item -> items.add(of(item)));
            return items.stream().collect(Collectors.joining(", ", "[", "]"));
        }
        return json.toString();
    }

    /** A text with its quotation marks. */
    public static String of(String text) {
        return JsonNodeFactory.instance.textNode(text).toString();
    }
}
