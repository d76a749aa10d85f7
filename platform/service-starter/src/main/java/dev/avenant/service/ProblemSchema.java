package dev.avenant.service;

import io.swagger.v3.oas.models.media.Content;
import io.swagger.v3.oas.models.media.MediaType;
import io.swagger.v3.oas.models.media.Schema;
import io.swagger.v3.oas.models.responses.ApiResponse;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.springframework.http.HttpStatus;

/** Describes the problem details (RFC 9457) of {@link Problems}. */
final class ProblemSchema {

    static final String NAME = "Problem";

    private ProblemSchema() {}

    static Schema<?> schema() {
        Schema<?> problem = object("A problem detail (RFC 9457)");
        problem.addProperty("title", text("The status in words"));
        problem.addProperty("status", typed("integer").description("The status"));
        problem.addProperty("detail", text("What is wrong, as a sentence"));
        problem.addProperty("instance", text("The path that was asked"));
        problem.addProperty(
                Problems.ERRORS,
                typed("array").items(field()).description("Which fields are to be mended, if it is about fields"));
        problem.setRequired(List.of("title", "status", "detail", "instance"));
        return problem;
    }

    private static Schema<?> field() {
        Schema<?> field = object("What is wrong with one field");
        field.addProperty("field", text("As it was written, such as salary.minimum; empty for the body as a whole"));
        field.addProperty("message", text("What was expected"));
        field.setRequired(List.of("field", "message"));
        return field;
    }

    private static Schema<?> object(String description) {
        return typed("object").description(description);
    }

    private static Schema<?> text(String description) {
        return typed("string").description(description);
    }

    private static Schema<?> typed(String type) {
        Schema<?> schema = new Schema<>();
        schema.addType(type);
        return schema;
    }

    static Content content(int status, ApiResponse response, String path) {
        Map<String, Object> example = new LinkedHashMap<>();
        example.put("title", HttpStatus.valueOf(status).getReasonPhrase());
        example.put("status", status);
        example.put("detail", response.getDescription());
        example.put("instance", path);
        return new Content()
                .addMediaType(
                        org.springframework.http.MediaType.APPLICATION_PROBLEM_JSON_VALUE,
                        new MediaType()
                                .schema(new Schema<>().$ref("#/components/schemas/" + NAME))
                                .example(example));
    }
}
