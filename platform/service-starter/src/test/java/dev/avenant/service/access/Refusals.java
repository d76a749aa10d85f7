package dev.avenant.service.access;

import java.net.http.HttpResponse;
import tools.jackson.databind.json.JsonMapper;

/** A refusal as tests compare it. */
final class Refusals {

    private static final JsonMapper JSON = new JsonMapper();

    private Refusals() {}

    /** Status, {@code WWW-Authenticate} and {@code detail}. */
    static String of(HttpResponse<String> answer) {
        String detail = answer.headers()
                        .firstValue("Content-Type")
                        .filter("application/problem+json"::equals)
                        .isPresent()
                ? JSON.readTree(answer.body()).path("detail").asString()
                : "";
        return answer.statusCode() + " "
                + answer.headers().firstValue("WWW-Authenticate").orElse("") + " | " + detail;
    }
}
