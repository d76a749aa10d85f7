package jobplatform.user.access.web;

import dev.avenant.service.Problems;
import jobplatform.user.access.NotSignedInException;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.ProblemDetail;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.RestControllerAdvice;

/** Answers who does not know a password, or has no refresh token that is good. */
@Order(0)
@RestControllerAdvice
class AuthenticationProblems {

    @ExceptionHandler
    ResponseEntity<ProblemDetail> notSignedIn(NotSignedInException refusal) {
        return ResponseEntity.status(HttpStatus.UNAUTHORIZED)
                .header(HttpHeaders.WWW_AUTHENTICATE, "Bearer")
                .body(Problems.of(HttpStatus.UNAUTHORIZED, String.valueOf(refusal.getMessage())));
    }
}
