package jobplatform.analytics.figures.web;

import dev.avenant.service.Problems;
import jobplatform.analytics.figures.FiguresNotWholeException;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.ProblemDetail;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.RestControllerAdvice;

/** Answers what there are no figures of. */
@Order(0)
@RestControllerAdvice
class FigureProblems {

    @ExceptionHandler
    ProblemDetail ofNobody(EmployerNotFoundException refusal) {
        return Problems.of(HttpStatus.NOT_FOUND, String.valueOf(refusal.getMessage()));
    }

    @ExceptionHandler
    ResponseEntity<ProblemDetail> notWhole(FiguresNotWholeException refusal) {
        return ResponseEntity.status(HttpStatus.SERVICE_UNAVAILABLE)
                .header(HttpHeaders.RETRY_AFTER, "5")
                .body(Problems.of(HttpStatus.SERVICE_UNAVAILABLE, String.valueOf(refusal.getMessage())));
    }

    @ExceptionHandler
    ProblemDetail withoutAnHour(PeriodRefusedException refusal) {
        return Problems.of(HttpStatus.BAD_REQUEST, "to", String.valueOf(refusal.getMessage()));
    }

    @ExceptionHandler
    ProblemDetail ofTwo(TwoDimensionsException refusal) {
        return Problems.of(HttpStatus.BAD_REQUEST, "skill", String.valueOf(refusal.getMessage()));
    }
}
