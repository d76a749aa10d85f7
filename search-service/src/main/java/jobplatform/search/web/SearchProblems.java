package jobplatform.search.web;

import dev.avenant.service.Problems;
import jobplatform.search.index.IndexNotReadyException;
import jobplatform.search.index.UnknownCursorException;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.ProblemDetail;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.RestControllerAdvice;

/** Answers what the search refuses. */
@Order(0)
@RestControllerAdvice
class SearchProblems {

    @ExceptionHandler
    ProblemDetail unknownCursor(UnknownCursorException refusal) {
        return Problems.of(HttpStatus.BAD_REQUEST, "cursor", String.valueOf(refusal.getMessage()));
    }

    @ExceptionHandler
    ProblemDetail refused(SearchRefusedException refusal) {
        return Problems.of(HttpStatus.BAD_REQUEST, refusal.faults());
    }

    @ExceptionHandler
    ResponseEntity<ProblemDetail> notReady(IndexNotReadyException refusal) {
        return ResponseEntity.status(HttpStatus.SERVICE_UNAVAILABLE)
                .header(HttpHeaders.RETRY_AFTER, "1")
                .body(Problems.of(HttpStatus.SERVICE_UNAVAILABLE, String.valueOf(refusal.getMessage())));
    }
}
