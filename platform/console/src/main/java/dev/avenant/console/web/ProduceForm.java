package dev.avenant.console.web;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.avenant.console.Messages;
import dev.avenant.console.produce.EventProduction;
import dev.avenant.console.produce.FormParameters;
import dev.avenant.console.produce.SchemaForm;
import dev.avenant.operations.OperationException;
import dev.avenant.operations.OperationText;
import dev.avenant.operations.events.AvroJsonCheck;
import dev.avenant.operations.events.EventDraft;
import dev.avenant.operations.events.WireFormat;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The form of an event as somebody has filled it, part by part or as JSON.
 *
 * @param parameters what was sent
 * @param isJson whether the value is written as JSON
 * @param json the value as JSON, when it is written so
 */
record ProduceForm(Map<String, String> parameters, boolean isJson, String json) {

    private static final JsonMapper JSON =
            JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();

    ProduceForm {
        parameters = Map.copyOf(parameters);
    }

    static ProduceForm of(Map<String, String> parameters) {
        return new ProduceForm(
                parameters, parameters.getOrDefault("as", "").equals("json"), parameters.getOrDefault("json", ""));
    }

    /** The text of a field; empty when it has none. */
    public String get(String name) {
        return parameters.getOrDefault(name, "");
    }

    /** What a button asks for, with what it is about behind a colon. */
    String action() {
        return get("action");
    }

    /** The form after a button that changes it was pressed. */
    ProduceForm changed() {
        String action = action();
        if (action.startsWith("add:")) {
            return of(FormParameters.withOneMore(parameters, action.substring("add:".length())));
        }
        return action.startsWith("remove:")
                ? of(FormParameters.without(parameters, action.substring("remove:".length())))
                : this;
    }

    /**
     * The same value as JSON.
     *
     * @throws OperationException if a part of the form is wrong
     */
    ProduceForm asJson(EventDraft draft) {
        return new ProduceForm(parameters, true, indented(valueOf(draft)));
    }

    /**
     * The same value part by part.
     *
     * @throws OperationException if it is no value of the schema, or one that the form cannot hold
     */
    ProduceForm asParts(EventDraft draft) {
        AvroJsonCheck.problem(draft.schema(), json).ifPresent(problem -> {
            throw OperationException.wrongRequest(
                    OperationText.of("event.value", draft.subject(), String.valueOf(draft.version()), problem));
        });
        Map<String, String> filled = new LinkedHashMap<>(parameters);
        filled.putAll(FormParameters.of(draft.schema(), parsed(json)));
        filled.remove("as");
        ProduceForm parts = of(filled);
        boolean isSame = SchemaForm.of(draft.schema(), parts.parameters())
                .value()
                .filter(value -> Arrays.equals(
                        WireFormat.fromJson(draft.schema(), draft.id(), value.toString()),
                        WireFormat.fromJson(draft.schema(), draft.id(), json)))
                .isPresent();
        if (!isSame) {
            throw OperationException.wrongRequest(Messages.of("problem.produce-too-large"));
        }
        return parts;
    }

    private static JsonNode parsed(String json) {
        try {
            return JSON.readTree(json);
        } catch (JsonProcessingException notJson) {
            throw OperationException.wrongRequest(Messages.of("problem.produce-no-json"));
        }
    }

    private static String indented(JsonNode value) {
        try {
            return JSON.writeValueAsString(value);
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    private JsonNode valueOf(EventDraft draft) {
        return SchemaForm.of(draft.schema(), parameters)
                .value()
                .orElseThrow(() -> OperationException.wrongRequest(
                        Messages.of("problem.produce-part", draft.subject(), String.valueOf(draft.version()))));
    }

    /**
     * The event.
     *
     * @throws OperationException if a part of the form is wrong
     */
    EventProduction.Event event(EventDraft draft) {
        String id = get("event-id").isEmpty() ? UUID.randomUUID().toString() : get("event-id");
        String time = get("event-time").isEmpty()
                ? Instant.now().truncatedTo(ChronoUnit.MILLIS).toString()
                : get("event-time");
        return new EventProduction.Event(
                draft.subject(), isJson ? json : valueOf(draft).toString(), key(), headers(), id, time);
    }

    private @Nullable String key() {
        return get("no-key").equals("yes") ? null : get("key");
    }

    /** A line each, with a colon behind the name. */
    private Map<String, String> headers() {
        Map<String, String> headers = new LinkedHashMap<>();
        for (String line :
                get("headers").lines().filter(text -> !text.isBlank()).toList()) {
            int colon = line.indexOf(':');
            String name = colon < 0 ? "" : line.substring(0, colon).strip();
            if (name.isEmpty() || headers.put(name, line.substring(colon + 1).strip()) != null) {
                throw OperationException.wrongRequest(Messages.of("problem.produce-headers", line));
            }
        }
        return headers;
    }
}
