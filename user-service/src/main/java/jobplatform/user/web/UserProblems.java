package jobplatform.user.web;

import dev.avenant.service.Problems;
import jobplatform.user.AlreadyTakenException;
import jobplatform.user.UserNotFoundException;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpStatus;
import org.springframework.http.ProblemDetail;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.RestControllerAdvice;

/** Answers what the domain refuses. */
@Order(0)
@RestControllerAdvice
class UserProblems {

    @ExceptionHandler
    ProblemDetail notFound(UserNotFoundException refusal) {
        return Problems.of(HttpStatus.NOT_FOUND, String.valueOf(refusal.getMessage()));
    }

    @ExceptionHandler
    ProblemDetail taken(AlreadyTakenException refusal) {
        return Problems.of(HttpStatus.CONFLICT, "username", String.valueOf(refusal.getMessage()));
    }
}
