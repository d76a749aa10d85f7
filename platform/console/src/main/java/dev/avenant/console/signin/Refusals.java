package dev.avenant.console.signin;

import dev.avenant.console.ProblemBody;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.security.access.AccessDeniedException;
import org.springframework.security.core.AuthenticationException;
import org.springframework.security.web.AuthenticationEntryPoint;
import org.springframework.security.web.access.AccessDeniedHandler;
import tools.jackson.databind.json.JsonMapper;

/** What a program is answered whom nobody knows, or who was granted nothing: problem details of RFC 9457. */
final class Refusals implements AuthenticationEntryPoint, AccessDeniedHandler {

    private static final String WAIT_SECONDS = "60";

    private final JsonMapper json;
    private final String challenge;

    /** @param challenge how to sign in, as {@code WWW-Authenticate} says it */
    Refusals(JsonMapper json, String challenge) {
        this.json = json;
        this.challenge = challenge;
    }

    @Override
    public void commence(HttpServletRequest request, HttpServletResponse response, AuthenticationException why)
            throws IOException {
        if (why instanceof TooManyAttemptsException) {
            response.setHeader(HttpHeaders.RETRY_AFTER, WAIT_SECONDS);
            answer(response, HttpStatus.TOO_MANY_REQUESTS, why.getMessage() + ".");
            return;
        }
        response.setHeader(HttpHeaders.WWW_AUTHENTICATE, challenge);
        answer(
                response,
                HttpStatus.UNAUTHORIZED,
                request.getHeader(HttpHeaders.AUTHORIZATION) == null
                        ? "This needs to be signed in. docs/console.md says how."
                        : "Nobody is known by what the header Authorization says.");
    }

    @Override
    public void handle(HttpServletRequest request, HttpServletResponse response, AccessDeniedException why)
            throws IOException {
        answer(response, HttpStatus.FORBIDDEN, "Nothing is granted to whoever signed in so.");
    }

    private void answer(HttpServletResponse response, HttpStatus status, String detail) throws IOException {
        ProblemBody.write(response, json, status, detail);
    }
}
