package dev.avenant.service;

import org.springframework.http.HttpStatus;
import org.springframework.validation.BindingResult;
import org.springframework.validation.DataBinder;
import org.springframework.validation.Validator;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * A change that a client sends as {@code application/merge-patch+json} (RFC 7396): what is null is removed, what is left out
 * stays, objects are merged and everything else, lists too, is replaced. Take it with {@code @RequestBody} in a method whose
 * mapping consumes {@link #MEDIA_TYPE}.
 *
 * @param <T> the body that says the whole of what may be changed, as a PUT takes it
 */
public final class MergePatch<T> {

    /** What a request with such a change has as its {@code Content-Type}. */
    public static final String MEDIA_TYPE = "application/merge-patch+json";

    private final JsonNode patch;
    private final T fields;
    private final Class<T> type;
    private final JsonMapper mapper;
    private final Validator validator;

    /** @throws JacksonException if the patch has a field that the type does not have, or one of another kind */
    MergePatch(JsonNode patch, Class<T> type, JsonMapper mapper, Validator validator) {
        this.patch = patch;
        this.fields = mapper.treeToValue(patch, type);
        this.type = type;
        this.mapper = mapper;
        this.validator = validator;
    }

    /** What the patch alone says: what it leaves out, and what it removes, is null. Nothing of it was validated. */
    public T fields() {
        return fields;
    }

    /**
     * What becomes of something by this change.
     *
     * @param before as it is, which is not changed
     * @return as it is to be, validated as a body with {@code @Valid} is
     * @throws RefusedPatchException if that is not valid; the answer is 400 with the fields that are to blame
     */
    public T applyTo(T before) {
        T after = read(merge(mapper.valueToTree(before), patch));
        DataBinder binder = new DataBinder(after);
        binder.setValidator(validator);
        binder.validate();
        BindingResult result = binder.getBindingResult();
        if (result.hasErrors()) {
            throw new RefusedPatchException(Problems.of(
                    HttpStatus.BAD_REQUEST,
                    result.getAllErrors().stream().map(FieldFault::of).toList()));
        }
        return after;
    }

    private T read(JsonNode merged) {
        try {
            return mapper.treeToValue(merged, type);
        } catch (JacksonException unreadable) {
            throw new RefusedPatchException(UnreadableBody.problem(unreadable));
        }
    }

    /** The function {@code MergePatch} of RFC 7396, section 2; neither argument is changed. */
    static JsonNode merge(JsonNode target, JsonNode patch) {
        if (!(patch instanceof ObjectNode members)) {
            return patch.deepCopy();
        }
        ObjectNode merged = target instanceof ObjectNode object ? object.deepCopy() : members.objectNode();
        members.forEachEntry((name, value) -> {
            if (value.isNull()) {
                merged.remove(name);
            } else {
                merged.set(name, merge(merged.path(name), value));
            }
        });
        return merged;
    }
}
