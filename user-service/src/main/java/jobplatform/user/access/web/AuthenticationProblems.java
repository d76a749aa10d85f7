package jobplatform.user.access.web;

import dev.avenant.service.Problems;
import jobplatform.user.access.NotSignedInException;
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
}
