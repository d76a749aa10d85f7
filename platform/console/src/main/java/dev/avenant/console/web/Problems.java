package dev.avenant.console.web;

import dev.avenant.console.AccessRefusedException;
import dev.avenant.console.Messages;
import dev.avenant.console.ShownText;
import dev.avenant.console.access.ActionRefusedException;
import dev.avenant.console.access.UnseenTopicException;
import dev.avenant.console.audit.AuditUnavailableException;
import dev.avenant.console.deadletters.TopicBusyException;
import dev.avenant.console.events.TooManyTailsException;
import dev.avenant.console.kafka.KafkaAwayException;
import dev.avenant.console.registry.RegistryAwayException;
import dev.avenant.console.registry.RejectedQuestionException;
import dev.avenant.console.registry.UnusableSchemaException;
import dev.avenant.console.topics.GroupRunsException;
import dev.avenant.console.topics.OffsetsMovedException;
import dev.avenant.messaging.api.TopicNotFoundException;
import dev.avenant.operations.OperationException;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.MessageSource;
import org.springframework.context.i18n.LocaleContextHolder;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ProblemDetail;
import org.springframework.http.converter.HttpMessageNotReadableException;
import org.springframework.web.ErrorResponse;
import org.springframework.web.HttpMediaTypeNotSupportedException;
import org.springframework.web.HttpRequestMethodNotSupportedException;
import org.springframework.web.bind.MissingServletRequestParameterException;
import org.springframework.web.bind.annotation.ControllerAdvice;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.context.request.RequestContextHolder;
import org.springframework.web.context.request.ServletRequestAttributes;
import org.springframework.web.method.annotation.MethodArgumentTypeMismatchException;
import org.springframework.web.servlet.ModelAndView;
import org.springframework.web.servlet.resource.NoResourceFoundException;
import tools.jackson.databind.json.JsonMapper;

/** Turns what can go wrong into a page that says so, and into problem details of RFC 9457 where a program asked. */
@ControllerAdvice
class Problems {

    private static final Logger LOG = LoggerFactory.getLogger(Problems.class);

    private final FrameAdvice frames;
    private final MessageSource texts;
    private final JsonMapper json;

    Problems(FrameAdvice frames, MessageSource texts, JsonMapper json) {
        this.frames = frames;
        this.texts = texts;
        this.json = json;
    }

    @ExceptionHandler(ActionRefusedException.class)
    ModelAndView refused(ActionRefusedException problem) {
        String topic = ShownText.line(problem.topic());
        return page(
                HttpStatus.FORBIDDEN,
                "problem.request-refused",
                switch (problem.why()) {
                    case READ_ONLY -> text("problem.read-only");
                    case NO_GRANT -> text("problem.no-grant", topic);
                    case KEEPS_RECORDS -> text("problem.keeps-records", topic);
                    case SHOWS_MORE -> text("problem.shows-more", topic);
                    case NOT_ADMIN -> text("problem.not-admin");
                });
    }

    @ExceptionHandler(AuditUnavailableException.class)
    ModelAndView unrecorded(AuditUnavailableException problem) {
        return page(HttpStatus.SERVICE_UNAVAILABLE, "problem.away", said(problem) + ". " + text("problem.reload"));
    }

    @ExceptionHandler(UnseenTopicException.class)
    ModelAndView unseen(UnseenTopicException problem) {
        return page(HttpStatus.NOT_FOUND, "problem.nothing", text("problem.no-topic", ShownText.line(problem.topic())));
    }

    @ExceptionHandler(NothingHereException.class)
    ModelAndView nothingHere(NothingHereException problem) {
        return page(HttpStatus.NOT_FOUND, "problem.nothing", text(problem.message(), problem.arguments()));
    }

    @ExceptionHandler(WrongRequestException.class)
    ModelAndView wrongRequest(WrongRequestException problem) {
        return page(problem.status(), "problem.request-refused", text(problem.message(), problem.arguments()));
    }

    @ExceptionHandler(TopicNotFoundException.class)
    ModelAndView noSuchTopic(TopicNotFoundException problem) {
        return page(HttpStatus.NOT_FOUND, "problem.nothing", text("problem.no-topic", ShownText.line(problem.topic())));
    }

    @ExceptionHandler(TopicBusyException.class)
    ModelAndView busy(TopicBusyException problem) {
        return page(HttpStatus.CONFLICT, "problem.request-refused", text("problem.busy", problem.topic()));
    }

    @ExceptionHandler(GroupRunsException.class)
    ModelAndView runs(GroupRunsException problem) {
        return page(
                HttpStatus.CONFLICT,
                "problem.request-refused",
                text("problem.group-runs", ShownText.line(problem.group()), problem.members()));
    }

    @ExceptionHandler(TooManyTailsException.class)
    ModelAndView tooMany(TooManyTailsException problem) {
        return page(
                HttpStatus.TOO_MANY_REQUESTS,
                "problem.request-refused",
                text("problem.too-many-tails", problem.most()));
    }

    @ExceptionHandler(OffsetsMovedException.class)
    ModelAndView moved(OffsetsMovedException problem) {
        return page(HttpStatus.CONFLICT, "problem.request-refused", text("problem.offsets-moved", problem.place()));
    }

    @ExceptionHandler(OperationException.class)
    ModelAndView impossible(OperationException problem) {
        String why = said(problem);
        return problem.reason() == OperationException.Reason.WRONG_REQUEST
                ? page(HttpStatus.UNPROCESSABLE_CONTENT, "problem.request-refused", why)
                : page(HttpStatus.SERVICE_UNAVAILABLE, "problem.away", why + " " + text("problem.reload"));
    }

    @ExceptionHandler(NoResourceFoundException.class)
    ModelAndView noSuchPage(NoResourceFoundException problem) {
        return page(
                HttpStatus.NOT_FOUND,
                "problem.nothing",
                text("problem.no-page", ShownText.line(problem.getResourcePath())));
    }

    @ExceptionHandler(MethodArgumentTypeMismatchException.class)
    ModelAndView notANumber(MethodArgumentTypeMismatchException problem) {
        return page(
                HttpStatus.BAD_REQUEST,
                "problem.address",
                text("problem.no-number", problem.getName(), ShownText.line(String.valueOf(problem.getValue()))));
    }

    @ExceptionHandler(MissingServletRequestParameterException.class)
    ModelAndView missing(MissingServletRequestParameterException problem) {
        return page(HttpStatus.BAD_REQUEST, "problem.address", text("problem.missing", problem.getParameterName()));
    }

    @ExceptionHandler(HttpRequestMethodNotSupportedException.class)
    ModelAndView notThatWay(HttpRequestMethodNotSupportedException problem) {
        return page(HttpStatus.METHOD_NOT_ALLOWED, "problem.address", text("problem.method", problem.getMethod()));
    }

    @ExceptionHandler(UnusableSchemaException.class)
    ModelAndView unusable(UnusableSchemaException problem) {
        return page(HttpStatus.UNPROCESSABLE_CONTENT, "problem.unusable", said(problem));
    }

    @ExceptionHandler(RejectedQuestionException.class)
    ModelAndView rejected(RejectedQuestionException problem) {
        return page(HttpStatus.BAD_REQUEST, "problem.address", said(problem));
    }

    @ExceptionHandler({RegistryAwayException.class, KafkaAwayException.class})
    ModelAndView away(RuntimeException problem) {
        return page(HttpStatus.SERVICE_UNAVAILABLE, "problem.away", said(problem) + ". " + text("problem.reload"));
    }

    @ExceptionHandler(AccessRefusedException.class)
    ModelAndView refused(AccessRefusedException problem) {
        return page(HttpStatus.BAD_GATEWAY, "problem.refused", said(problem) + ".");
    }

    private static String said(RuntimeException problem) {
        return ShownText.line(Messages.of(problem).in(LocaleContextHolder.getLocale()));
    }

    private String text(String key, Object... arguments) {
        return texts.getMessage(key, arguments, LocaleContextHolder.getLocale());
    }

    @ExceptionHandler(HttpMessageNotReadableException.class)
    ModelAndView notReadable(HttpMessageNotReadableException problem) {
        return page(HttpStatus.BAD_REQUEST, "problem.request-refused", text("problem.no-json"));
    }

    @ExceptionHandler(HttpMediaTypeNotSupportedException.class)
    ModelAndView notThatType(HttpMediaTypeNotSupportedException problem) {
        return page(
                HttpStatus.UNSUPPORTED_MEDIA_TYPE,
                "problem.request-refused",
                text("problem.media-type", ShownText.line(String.valueOf(problem.getContentType()))));
    }

    /** A program is told in its own format, and people by the page of errors. */
    @ExceptionHandler(Exception.class)
    ModelAndView failed(Exception problem, HttpServletRequest request) throws Exception {
        if (!isApi(request) || problem instanceof ErrorResponse) {
            throw problem;
        }
        LOG.error("A request of the REST API failed", problem);
        return page(HttpStatus.INTERNAL_SERVER_ERROR, "problem.failed", text("problem.failed.note"));
    }

    private static boolean isApi(HttpServletRequest request) {
        return request.getServletPath().startsWith("/api/");
    }

    private ModelAndView page(HttpStatus status, String what, String why) {
        if (RequestContextHolder.getRequestAttributes() instanceof ServletRequestAttributes asked
                && isApi(asked.getRequest())) {
            ProblemDetail problem = ProblemDetail.forStatusAndDetail(status, why);
            problem.setTitle(text(what));
            ModelAndView answer = new ModelAndView((model, request, response) -> {
                response.setContentType(MediaType.APPLICATION_PROBLEM_JSON_VALUE);
                response.getOutputStream().write(json.writeValueAsBytes(problem));
            });
            answer.setStatus(status);
            return answer;
        }
        return new ModelAndView("problem", Map.of("what", text(what), "why", why, "frame", frames.frame()), status);
    }
}
