package jobplatform.user.notice.web;

import dev.avenant.service.Problems;
import jobplatform.user.notice.NoticeNotFoundException;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpStatus;
import org.springframework.http.ProblemDetail;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.RestControllerAdvice;

/** Answers what notices refuse. */
@Order(0)
@RestControllerAdvice
class NoticeProblems {

    @ExceptionHandler
    ProblemDetail notFound(NoticeNotFoundException refusal) {
        return Problems.of(HttpStatus.NOT_FOUND, String.valueOf(refusal.getMessage()));
    }
}
