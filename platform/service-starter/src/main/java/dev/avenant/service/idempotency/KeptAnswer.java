package dev.avenant.service.idempotency;

import java.util.Map;

/** An answer, as it is given again. */
final class KeptAnswer {

    private final int status;
    private final Map<String, String> headers;
    private final byte[] body;

    /**
     * The answer.
     *
     * @param headers those that belong to the body, and the address of what was made
     */
    KeptAnswer(int status, Map<String, String> headers, byte[] body) {
        this.status = status;
        this.headers = headers;
        this.body = body;
    }

    int status() {
        return status;
    }

    Map<String, String> headers() {
        return headers;
    }

    byte[] body() {
        return body;
    }
}
