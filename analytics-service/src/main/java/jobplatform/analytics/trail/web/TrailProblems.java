package jobplatform.analytics.trail.web;

import dev.avenant.service.Problems;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpStatus;
import org.springframework.http.ProblemDetail;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.RestControllerAdvice;

/** Answers that there is no such trail. */
@Order(0)
@RestControllerAdvice
class TrailProblems {

    @ExceptionHandler
    ProblemDetail none(NoTrailException refusal) {
        return Problems.of(HttpStatus.NOT_FOUND, String.valueOf(refusal.getMessage()));
    }
}
