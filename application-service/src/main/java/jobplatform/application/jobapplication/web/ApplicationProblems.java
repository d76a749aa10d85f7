package jobplatform.application.jobapplication.web;

import dev.avenant.service.Problems;
import jobplatform.application.jobapplication.ApplicantRefusedException;
import jobplatform.application.jobapplication.ApplicationNotFoundException;
import jobplatform.application.jobapplication.AppliedAlreadyException;
import jobplatform.application.jobapplication.IllegalTransitionException;
import jobplatform.application.jobapplication.JobNotFoundException;
import jobplatform.application.jobapplication.NotOpenException;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpStatus;
import org.springframework.http.ProblemDetail;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.RestControllerAdvice;

/** Answers what applications refuse. */
@Order(0)
@RestControllerAdvice
class ApplicationProblems {

    private static final String APPLICANT = "applicantId";

    @ExceptionHandler({JobNotFoundException.class, ApplicationNotFoundException.class})
    ProblemDetail notFound(RuntimeException refusal) {
        return Problems.of(HttpStatus.NOT_FOUND, String.valueOf(refusal.getMessage()));
    }

    @ExceptionHandler
    ProblemDetail notAnApplicant(ApplicantRefusedException refusal) {
        return Problems.of(HttpStatus.UNPROCESSABLE_CONTENT, APPLICANT, String.valueOf(refusal.getMessage()));
    }

    @ExceptionHandler
    ProblemDetail again(AppliedAlreadyException refusal) {
        return Problems.of(HttpStatus.CONFLICT, APPLICANT, String.valueOf(refusal.getMessage()));
    }

    @ExceptionHandler({NotOpenException.class, IllegalTransitionException.class})
    ProblemDetail notNow(RuntimeException refusal) {
        return Problems.of(HttpStatus.CONFLICT, String.valueOf(refusal.getMessage()));
    }
}
