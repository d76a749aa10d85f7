package dev.avenant.console.web;

import dev.avenant.console.AccessRefusedException;
import dev.avenant.console.ConsoleSettings;
import dev.avenant.console.ShownText;
import dev.avenant.console.deadletters.TopicBusyException;
import dev.avenant.console.registry.RegistryAwayException;
import dev.avenant.console.registry.RejectedQuestionException;
import dev.avenant.console.registry.UnusableSchemaException;
import dev.avenant.console.topics.KafkaAwayException;
import dev.avenant.messaging.api.TopicNotFoundException;
import dev.avenant.operations.OperationException;
import java.util.Map;
import org.springframework.context.MessageSource;
import org.springframework.context.i18n.LocaleContextHolder;
import org.springframework.http.HttpStatus;
import org.springframework.web.HttpRequestMethodNotSupportedException;
import org.springframework.web.bind.MissingServletRequestParameterException;
import org.springframework.web.bind.annotation.ControllerAdvice;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.method.annotation.MethodArgumentTypeMismatchException;
import org.springframework.web.servlet.ModelAndView;
import org.springframework.web.servlet.resource.NoResourceFoundException;

/** Turns what can go wrong on a page into a page that says so. */
@ControllerAdvice
class Problems {

    private final String where;
    private final LanguageLinks languages;
    private final MessageSource texts;

    Problems(ConsoleSettings settings, LanguageLinks languages, MessageSource texts) {
        this.where = settings.where();
        this.languages = languages;
        this.texts = texts;
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
        return page(HttpStatus.NOT_FOUND, "problem.nothing", problem.getMessage() + ".");
    }

    @ExceptionHandler(TopicBusyException.class)
    ModelAndView busy(TopicBusyException problem) {
        return page(HttpStatus.CONFLICT, "problem.request-refused", text("problem.busy", problem.topic()));
    }

    @ExceptionHandler(OperationException.class)
    ModelAndView impossible(OperationException problem) {
        String why = ShownText.line(String.valueOf(problem.getMessage()));
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
        return page(HttpStatus.UNPROCESSABLE_CONTENT, "problem.unusable", String.valueOf(problem.getMessage()));
    }

    @ExceptionHandler(RejectedQuestionException.class)
    ModelAndView rejected(RejectedQuestionException problem) {
        return page(HttpStatus.BAD_REQUEST, "problem.address", String.valueOf(problem.getMessage()));
    }

    @ExceptionHandler({RegistryAwayException.class, KafkaAwayException.class})
    ModelAndView away(RuntimeException problem) {
        return page(
                HttpStatus.SERVICE_UNAVAILABLE, "problem.away", problem.getMessage() + ". " + text("problem.reload"));
    }

    @ExceptionHandler(AccessRefusedException.class)
    ModelAndView refused(AccessRefusedException problem) {
        return page(HttpStatus.BAD_GATEWAY, "problem.refused", problem.getMessage() + ".");
    }

    private String text(String key, Object... arguments) {
        return texts.getMessage(key, arguments, LocaleContextHolder.getLocale());
    }

    private ModelAndView page(HttpStatus status, String what, String why) {
        return new ModelAndView(
                "problem", Map.of("what", text(what), "why", why, "where", where, "languages", languages), status);
    }
}
