package jobplatform.jobservice.job.web;

import dev.avenant.service.Problems;
import jobplatform.jobservice.job.JobNotFoundException;
import jobplatform.jobservice.job.NoSuchEmployerException;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpStatus;
import org.springframework.http.ProblemDetail;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.RestControllerAdvice;

/** Answers what jobs refuse. */
@Order(0)
@RestControllerAdvice
class JobProblems {

    @ExceptionHandler
    ProblemDetail notFound(JobNotFoundException refusal) {
        return Problems.of(HttpStatus.NOT_FOUND, String.valueOf(refusal.getMessage()));
    }

    @ExceptionHandler
    ProblemDetail currencyMissing(CurrencyMissingException refusal) {
        return Problems.of(HttpStatus.BAD_REQUEST, "currency", String.valueOf(refusal.getMessage()));
    }

    @ExceptionHandler
    ProblemDetail noSuchEmployer(NoSuchEmployerException refusal) {
        return Problems.of(HttpStatus.UNPROCESSABLE_CONTENT, refusal.field(), String.valueOf(refusal.getMessage()));
    }
}
