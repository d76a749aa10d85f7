package dev.avenant.service.access;

import dev.avenant.service.Problems;
import jakarta.servlet.http.HttpServletRequest;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ProblemDetail;
import org.springframework.http.ResponseEntity;
import org.springframework.security.access.AccessDeniedException;
import org.springframework.security.authentication.AuthenticationServiceException;
import org.springframework.security.authorization.AuthorizationDeniedException;
import org.springframework.security.core.AuthenticationException;
import org.springframework.security.oauth2.core.OAuth2AuthenticationException;
import org.springframework.security.oauth2.jwt.JwtValidationException;
import org.springframework.security.oauth2.server.resource.BearerTokenErrorCodes;
import org.springframework.security.web.firewall.RequestRejectedException;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.RestControllerAdvice;

/**
 * Answers who is not let in: the words of all such refusals, and the header {@code WWW-Authenticate} as RFC 6750 has it.
 * None says whether something exists.
 */
@Order(Ordered.HIGHEST_PRECEDENCE)
@RestControllerAdvice
final class AccessProblems {

    private static final Logger LOG = LoggerFactory.getLogger(AccessProblems.class);

    private static final String REFUSED = "The access token is not valid";
    private static final String EXPIRED = "The access token has expired";
    private static final String EXPIRED_IN_SPRINGS_WORDS = "Jwt expired";
    private static final String INSUFFICIENT = "Bearer error=\"" + BearerTokenErrorCodes.INSUFFICIENT_SCOPE + '"';

    private final String signIn;

    /** @param signIn where one gets an access token */
    AccessProblems(String signIn) {
        this.signIn = ". Sign in with " + signIn + " and send the token in the header Authorization: Bearer …";
    }

    /** Nobody has signed in, or with a token that is not good. */
    @ExceptionHandler
    ResponseEntity<ProblemDetail> notSignedIn(AuthenticationException failure, HttpServletRequest request) {
        if (failure instanceof AuthenticationServiceException) {
            return keysAway(failure, request);
        }
        if (!(failure instanceof OAuth2AuthenticationException refused)) {
            return answer(HttpStatus.UNAUTHORIZED, "Bearer", "This needs an access token" + signIn);
        }
        String code = refused.getError().getErrorCode();
        if (code.equals(BearerTokenErrorCodes.INVALID_REQUEST)) {
            String sentence = "The request has more than one header Authorization; send one";
            return answer(HttpStatus.BAD_REQUEST, challenge(code, sentence), sentence);
        }
        String sentence = hasExpired(refused) ? EXPIRED : REFUSED;
        return answer(HttpStatus.UNAUTHORIZED, challenge(code, sentence), sentence + signIn);
    }

    private static ResponseEntity<ProblemDetail> keysAway(AuthenticationException failure, HttpServletRequest request) {
        LOG.warn(
                "No access token can be checked, for its keys cannot be read: {} {}: {}",
                request.getMethod(),
                request.getRequestURI().replaceAll("\\p{Cntrl}", "?"),
                root(failure));
        return ResponseEntity.status(HttpStatus.SERVICE_UNAVAILABLE)
                .header(HttpHeaders.RETRY_AFTER, "5")
                .contentType(MediaType.APPLICATION_PROBLEM_JSON)
                .body(Problems.of(
                        HttpStatus.SERVICE_UNAVAILABLE,
                        "The service cannot read the keys that access tokens are checked with; try again"));
    }

    /** Who has signed in is not what the endpoint's rule asks for. */
    @ExceptionHandler
    ResponseEntity<ProblemDetail> denied(AccessDeniedException failure) {
        @Nullable
        String sentence = failure instanceof AuthorizationDeniedException denied
                        && denied.getAuthorizationResult() instanceof EndpointAccess.Refusal refusal
                ? refusal.sentence()
                : "This is not allowed";
        return answer(HttpStatus.FORBIDDEN, INSUFFICIENT, sentence);
    }

    /** Who has signed in may not do this to what the endpoint is about. */
    @ExceptionHandler
    ResponseEntity<ProblemDetail> forbidden(ForbiddenException refusal) {
        return answer(HttpStatus.FORBIDDEN, INSUFFICIENT, String.valueOf(refusal.getMessage()));
    }

    /** An address that no well-meant client sends. */
    @ExceptionHandler
    ResponseEntity<ProblemDetail> rejected(RequestRejectedException rejection) {
        return ResponseEntity.badRequest()
                .contentType(MediaType.APPLICATION_PROBLEM_JSON)
                .body(Problems.of(
                        HttpStatus.BAD_REQUEST,
                        "The address or a header of the request holds what is not allowed in one"));
    }

    private static ResponseEntity<ProblemDetail> answer(HttpStatus status, String challenge, String detail) {
        return ResponseEntity.status(status)
                .header(HttpHeaders.WWW_AUTHENTICATE, challenge)
                .contentType(MediaType.APPLICATION_PROBLEM_JSON)
                .body(Problems.of(status, detail));
    }

    private static String challenge(String code, String sentence) {
        return "Bearer error=\"" + code + "\", error_description=\"" + sentence + '"';
    }

    private static boolean hasExpired(Throwable failure) {
        return failure.getCause() instanceof JwtValidationException invalid
                && invalid.getErrors().stream()
                        .flatMap(error -> Stream.ofNullable(error.getDescription()))
                        .allMatch(description -> description.startsWith(EXPIRED_IN_SPRINGS_WORDS));
    }

    private static String root(Throwable failure) {
        Throwable cause = failure;
        while (cause.getCause() != null) {
            cause = cause.getCause();
        }
        return cause.toString();
    }
}
