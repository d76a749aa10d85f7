package jobplatform.notification.web;

import dev.avenant.service.Problems;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ProblemDetail;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.RestControllerAdvice;

/** Answers what this service does not have. */
@Order(0)
@RestControllerAdvice
class NotificationProblems {

    @ExceptionHandler
    ProblemDetail noSuchMail(NoSuchMailException refusal) {
        return Problems.of(HttpStatus.NOT_FOUND, String.valueOf(refusal.getMessage()));
    }

    /** A browser that wants HTML gets this as JSON too. */
    @ExceptionHandler
    ResponseEntity<ProblemDetail> unknownToken(UnknownTokenException refusal) {
        return ResponseEntity.status(HttpStatus.NOT_FOUND)
                .contentType(MediaType.APPLICATION_PROBLEM_JSON)
                .body(Problems.of(HttpStatus.NOT_FOUND, String.valueOf(refusal.getMessage())));
    }
}
