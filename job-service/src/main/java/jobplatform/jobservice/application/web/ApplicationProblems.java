package jobplatform.jobservice.application.web;

import dev.avenant.service.Problems;
import jobplatform.jobservice.application.ApplicantGoneException;
import jobplatform.jobservice.application.AppliedAlreadyException;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpStatus;
import org.springframework.http.ProblemDetail;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.RestControllerAdvice;

/** Answers what applications refuse. */
@Order(0)
@RestControllerAdvice
class ApplicationProblems {

    @ExceptionHandler
    ProblemDetail again(AppliedAlreadyException refusal) {
        return Problems.of(HttpStatus.CONFLICT, "applicantId", String.valueOf(refusal.getMessage()));
    }

    @ExceptionHandler
    ProblemDetail gone(ApplicantGoneException refusal) {
        return Problems.of(HttpStatus.UNPROCESSABLE_CONTENT, "applicantId", String.valueOf(refusal.getMessage()));
    }
}
