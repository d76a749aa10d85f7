package jobplatform.user.access.web;

import dev.avenant.service.Problems;
import jobplatform.user.access.NotSignedInException;
import jobplatform.user.access.TooManyAttemptsException;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.ProblemDetail;
import org.springframework.http.ResponseEntity;
import org.springframework.security.web.firewall.RequestRejectedException;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.RestControllerAdvice;

/** Answers who is not let in, and what Spring Security turns away. */
@Order(0)
@RestControllerAdvice
class AuthenticationProblems {

    private static final String A_MINUTE = "60";

    @ExceptionHandler
    ProblemDetail rejected(RequestRejectedException rejection) {
        return Problems.of(
                HttpStatus.BAD_REQUEST, "The address or a header of the request holds what is not allowed in one");
    }

    @ExceptionHandler
    ResponseEntity<ProblemDetail> notSignedIn(NotSignedInException refusal) {
        return ResponseEntity.status(HttpStatus.UNAUTHORIZED)
                .header(HttpHeaders.WWW_AUTHENTICATE, "Bearer")
                .body(Problems.of(HttpStatus.UNAUTHORIZED, String.valueOf(refusal.getMessage())));
    }

    @ExceptionHandler
    ResponseEntity<ProblemDetail> tooMany(TooManyAttemptsException refusal) {
        return ResponseEntity.status(HttpStatus.TOO_MANY_REQUESTS)
                .header(HttpHeaders.RETRY_AFTER, A_MINUTE)
                .body(Problems.of(HttpStatus.TOO_MANY_REQUESTS, String.valueOf(refusal.getMessage())));
    }
}
