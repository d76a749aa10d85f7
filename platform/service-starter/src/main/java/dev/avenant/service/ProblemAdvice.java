package dev.avenant.service;

import jakarta.servlet.http.HttpServletRequest;
import java.sql.SQLException;
import java.sql.SQLNonTransientConnectionException;
import java.sql.SQLRecoverableException;
import java.util.ArrayList;
import java.util.List;
import org.apache.tomcat.util.http.InvalidParameterException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.TypeMismatchException;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.dao.DataAccessResourceFailureException;
import org.springframework.dao.OptimisticLockingFailureException;
import org.springframework.dao.TransientDataAccessException;
import org.springframework.dao.TransientDataAccessResourceException;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.MediaType;
import org.springframework.http.ProblemDetail;
import org.springframework.http.ResponseEntity;
import org.springframework.http.converter.HttpMessageNotReadableException;
import org.springframework.transaction.CannotCreateTransactionException;
import org.springframework.transaction.TransactionSystemException;
import org.springframework.validation.FieldError;
import org.springframework.web.bind.MethodArgumentNotValidException;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.RestControllerAdvice;
import org.springframework.web.context.request.WebRequest;
import org.springframework.web.method.annotation.HandlerMethodValidationException;
import org.springframework.web.method.annotation.MethodArgumentTypeMismatchException;
import org.springframework.web.servlet.mvc.method.annotation.ResponseEntityExceptionHandler;
import org.springframework.web.servlet.resource.NoResourceFoundException;

/**
 * Answers what a service does not do with a problem detail. What the caller can mend names the field; what the service
 * waits for (its database) is 503 with {@code Retry-After}; what nobody thought of is 500, and is told in full to the
 * log alone.
 *
 * <p>Comes after the advice of the service, which knows the domain's own refusals.
 */
@Order(Ordered.LOWEST_PRECEDENCE)
@RestControllerAdvice
final class ProblemAdvice extends ResponseEntityExceptionHandler {

    private static final Logger LOG = LoggerFactory.getLogger(ProblemAdvice.class);

    @Override
    protected @Nullable ResponseEntity<Object> handleMethodArgumentNotValid(
            MethodArgumentNotValidException failure, HttpHeaders headers, HttpStatusCode status, WebRequest request) {
        List<FieldFault> faults = failure.getBindingResult().getAllErrors().stream()
                .map(FieldFault::of)
                .toList();
        return answer(failure, Problems.of(HttpStatus.BAD_REQUEST, faults), headers, request);
    }

    @Override
    protected @Nullable ResponseEntity<Object> handleHandlerMethodValidationException(
            HandlerMethodValidationException failure, HttpHeaders headers, HttpStatusCode status, WebRequest request) {
        List<FieldFault> faults = new ArrayList<>();
        failure.getParameterValidationResults().forEach(result -> {
            String name = String.valueOf(result.getMethodParameter().getParameterName());
            result.getResolvableErrors()
                    .forEach(error -> faults.add(
                            error instanceof FieldError field
                                    ? FieldFault.of(field)
                                    : new FieldFault(name, FieldFault.message(error.getDefaultMessage()))));
        });
        return answer(failure, Problems.of(HttpStatus.BAD_REQUEST, faults), headers, request);
    }

    @Override
    protected @Nullable ResponseEntity<Object> handleHttpMessageNotReadable(
            HttpMessageNotReadableException failure, HttpHeaders headers, HttpStatusCode status, WebRequest request) {
        return answer(failure, UnreadableBody.problem(failure), headers, request);
    }

    @Override
    protected @Nullable ResponseEntity<Object> handleTypeMismatch(
            TypeMismatchException failure, HttpHeaders headers, HttpStatusCode status, WebRequest request) {
        String name = failure instanceof MethodArgumentTypeMismatchException argument
                ? argument.getName()
                : String.valueOf(failure.getPropertyName());
        ProblemDetail problem =
                Problems.of(HttpStatus.BAD_REQUEST, name, "must be " + UnreadableBody.kind(failure.getRequiredType()));
        return answer(failure, problem, headers, request);
    }

    @Override
    protected @Nullable ResponseEntity<Object> handleNoResourceFoundException(
            NoResourceFoundException failure, HttpHeaders headers, HttpStatusCode status, WebRequest request) {
        ProblemDetail problem = Problems.of(HttpStatus.NOT_FOUND, "There is nothing at this address");
        return answer(failure, problem, headers, request);
    }

    @ExceptionHandler(BodyTooLargeException.class)
    ProblemDetail tooLarge(BodyTooLargeException failure) {
        return UnreadableBody.problem(failure);
    }

    @ExceptionHandler(UnstorableParameterException.class)
    ProblemDetail unstorable(UnstorableParameterException failure) {
        return Problems.of(HttpStatus.BAD_REQUEST, String.valueOf(failure.getMessage()));
    }

    @ExceptionHandler(UnreadableAcceptException.class)
    ResponseEntity<ProblemDetail> unreadable(UnreadableAcceptException failure) {
        return ResponseEntity.badRequest()
                .contentType(MediaType.APPLICATION_PROBLEM_JSON)
                .body(Problems.of(HttpStatus.BAD_REQUEST, String.valueOf(failure.getMessage())));
    }

    @ExceptionHandler(KnownParameters.UnknownParametersException.class)
    ProblemDetail unknown(KnownParameters.UnknownParametersException failure) {
        return Problems.of(HttpStatus.BAD_REQUEST, failure.faults());
    }

    @ExceptionHandler(InvalidParameterException.class)
    ProblemDetail unreadableQuery() {
        return Problems.of(
                HttpStatus.BAD_REQUEST,
                "The query has a parameter without a name or one that is not URL-encoded UTF-8, or too many of them");
    }

    @ExceptionHandler(TooManyRequestsException.class)
    ResponseEntity<ProblemDetail> tooMany(TooManyRequestsException refusal) {
        return ResponseEntity.status(HttpStatus.TOO_MANY_REQUESTS)
                .header(HttpHeaders.RETRY_AFTER, "60")
                .body(Problems.of(HttpStatus.TOO_MANY_REQUESTS, String.valueOf(refusal.getMessage())));
    }

    @ExceptionHandler(OutdatedVersionException.class)
    ProblemDetail outdated(OutdatedVersionException refusal) {
        return Problems.of(HttpStatus.CONFLICT, "version", String.valueOf(refusal.getMessage()));
    }

    @ExceptionHandler(MissingVersionException.class)
    ProblemDetail ofNoVersion(MissingVersionException refusal) {
        return Problems.of(HttpStatus.BAD_REQUEST, "version", String.valueOf(refusal.getMessage()));
    }

    @ExceptionHandler(RefusedPatchException.class)
    ProblemDetail refused(RefusedPatchException refusal) {
        return refusal.problem();
    }

    @ExceptionHandler(PreconditionFailedException.class)
    ProblemDetail notWhatIfMatchNames(PreconditionFailedException refusal) {
        return Problems.of(HttpStatus.PRECONDITION_FAILED, String.valueOf(refusal.getMessage()));
    }

    @ExceptionHandler(OptimisticLockingFailureException.class)
    ProblemDetail changedMeanwhile() {
        return Problems.of(HttpStatus.CONFLICT, "Somebody changed this at the same time; read it again and repeat");
    }

    @ExceptionHandler({
        CannotCreateTransactionException.class,
        DataAccessResourceFailureException.class,
        TransientDataAccessException.class
    })
    ResponseEntity<ProblemDetail> databaseAway(Exception failure, HttpServletRequest request) {
        LOG.warn("The database did not answer a request: {} {}: {}", request.getMethod(), path(request), root(failure));
        ProblemDetail problem =
                Problems.of(HttpStatus.SERVICE_UNAVAILABLE, "The service cannot reach its database; try again");
        return ResponseEntity.status(HttpStatus.SERVICE_UNAVAILABLE)
                .header(HttpHeaders.RETRY_AFTER, "1")
                .body(problem);
    }

    /** What the request needs is there and takes no more for now, such as an outbox that is full. */
    @ExceptionHandler(TransientDataAccessResourceException.class)
    ResponseEntity<ProblemDetail> takesNoMore(
            TransientDataAccessResourceException failure, HttpServletRequest request) {
        LOG.warn("A request was refused for now: {} {}: {}", request.getMethod(), path(request), root(failure));
        ProblemDetail problem =
                Problems.of(HttpStatus.SERVICE_UNAVAILABLE, "The service takes no more for now; try again");
        return ResponseEntity.status(HttpStatus.SERVICE_UNAVAILABLE)
                .header(HttpHeaders.RETRY_AFTER, "5")
                .body(problem);
    }

    /** The commit or the roll-back failed: with its connection, as a rule, and then it is the database that is away. */
    @ExceptionHandler(TransactionSystemException.class)
    ResponseEntity<ProblemDetail> transactionFailed(TransactionSystemException failure, HttpServletRequest request) {
        return hasLostConnection(failure)
                ? databaseAway(failure, request)
                : ResponseEntity.internalServerError().body(unexpected(failure, request));
    }

    @ExceptionHandler(Exception.class)
    ProblemDetail unexpected(Exception failure, HttpServletRequest request) {
        LOG.error("A request failed: {} {}", request.getMethod(), path(request), failure);
        return Problems.of(HttpStatus.INTERNAL_SERVER_ERROR, "The service failed; its log says why");
    }

    private static boolean hasLostConnection(TransactionSystemException failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof SQLRecoverableException || cause instanceof SQLNonTransientConnectionException) {
                return true;
            }
            if (cause instanceof SQLException sql && isOfConnection(sql.getSQLState())) {
                return true;
            }
        }
        return failure.getApplicationException() instanceof DataAccessResourceFailureException;
    }

    /** Without a state it was the pool that had given the connection up. */
    private static boolean isOfConnection(@Nullable String state) {
        return state == null || state.startsWith("08") || state.startsWith("57P");
    }

    /** Whatever Accept says. */
    @Override
    protected ResponseEntity<Object> createResponseEntity(
            @Nullable Object body, HttpHeaders headers, HttpStatusCode status, WebRequest request) {
        HttpHeaders all = HttpHeaders.copyOf(headers);
        all.setContentType(MediaType.APPLICATION_PROBLEM_JSON);
        return new ResponseEntity<>(body, all, status);
    }

    private @Nullable ResponseEntity<Object> answer(
            Exception failure, ProblemDetail problem, HttpHeaders headers, WebRequest request) {
        return handleExceptionInternal(failure, problem, headers, HttpStatusCode.valueOf(problem.getStatus()), request);
    }

    private static String path(HttpServletRequest request) {
        return request.getRequestURI().replaceAll("\\p{Cntrl}", "?");
    }

    private static String root(Throwable failure) {
        Throwable cause = failure;
        while (cause.getCause() != null) {
            cause = cause.getCause();
        }
        return cause.toString();
    }
}
