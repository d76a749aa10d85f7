package jobplatform.user.notice.stream;

import dev.avenant.service.Problems;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.ProblemDetail;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.RestControllerAdvice;

/** Answers what streams of notices refuse. */
@Order(0)
@RestControllerAdvice
class NoticeStreamProblems {

    private static final String SECONDS = "5";

    @ExceptionHandler
    ProblemDetail unknown(UnknownEventIdException refusal) {
        return Problems.of(
                HttpStatus.BAD_REQUEST, NoticeStreamController.LAST_EVENT_ID, String.valueOf(refusal.getMessage()));
    }

    @ExceptionHandler
    ResponseEntity<ProblemDetail> noMore(NoMoreStreamsException refusal) {
        return ResponseEntity.status(HttpStatus.SERVICE_UNAVAILABLE)
                .header(HttpHeaders.RETRY_AFTER, SECONDS)
                .body(Problems.of(HttpStatus.SERVICE_UNAVAILABLE, String.valueOf(refusal.getMessage())));
    }
}
