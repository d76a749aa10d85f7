package jobplatform.jobservice.company.web;

import dev.avenant.service.Problems;
import jobplatform.jobservice.company.CompanyNotFoundException;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpStatus;
import org.springframework.http.ProblemDetail;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.RestControllerAdvice;

/** Answers what companies refuse. */
@Order(0)
@RestControllerAdvice
class CompanyProblems {

    @ExceptionHandler
    ProblemDetail notFound(CompanyNotFoundException refusal) {
        return Problems.of(HttpStatus.NOT_FOUND, String.valueOf(refusal.getMessage()));
    }
}
