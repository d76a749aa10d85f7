package dev.avenant.service.idempotency;

import dev.avenant.service.Problems;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.ProblemDetail;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.RestControllerAdvice;

/** Answers what comes with a key that does not fit. */
@Order(0)
@RestControllerAdvice
final class IdempotencyProblems {

    @ExceptionHandler
    ProblemDetail unusable(UnusableKeyException refusal) {
        return Problems.of(HttpStatus.BAD_REQUEST, String.valueOf(refusal.getMessage()));
    }

    @ExceptionHandler
    ProblemDetail other(OtherRequestException refusal) {
        return Problems.of(HttpStatus.UNPROCESSABLE_CONTENT, String.valueOf(refusal.getMessage()));
    }

    @ExceptionHandler
    ResponseEntity<ProblemDetail> inWork(RequestInWorkException refusal) {
        return ResponseEntity.status(HttpStatus.CONFLICT)
                .header(HttpHeaders.RETRY_AFTER, "1")
                .body(Problems.of(HttpStatus.CONFLICT, String.valueOf(refusal.getMessage())));
    }
}
