package dev.avenant.console.web;

import dev.avenant.console.AccessRefusedException;
import dev.avenant.console.ConsoleSettings;
import dev.avenant.console.registry.RegistryAwayException;
import dev.avenant.console.topics.KafkaAwayException;
import java.util.Map;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.ControllerAdvice;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.method.annotation.MethodArgumentTypeMismatchException;
import org.springframework.web.servlet.ModelAndView;
import org.springframework.web.servlet.resource.NoResourceFoundException;

/** Turns what can go wrong on a page into a page that says so. */
@ControllerAdvice
class Problems {

    private final String where;

    Problems(ConsoleSettings settings) {
        this.where = settings.where();
    }

    @ExceptionHandler(NothingHereException.class)
    ModelAndView nothingHere(NothingHereException problem) {
        return page(HttpStatus.NOT_FOUND, "Nothing here", String.valueOf(problem.getMessage()));
    }

    @ExceptionHandler(NoResourceFoundException.class)
    ModelAndView noSuchPage(NoResourceFoundException problem) {
        return page(HttpStatus.NOT_FOUND, "Nothing here", "There is no page /" + problem.getResourcePath() + ".");
    }

    @ExceptionHandler(MethodArgumentTypeMismatchException.class)
    ModelAndView notANumber(MethodArgumentTypeMismatchException problem) {
        return page(
                HttpStatus.BAD_REQUEST,
                "That address is off",
                problem.getName() + ": expected a whole number but found '" + problem.getValue() + "'.");
    }

    @ExceptionHandler({RegistryAwayException.class, KafkaAwayException.class})
    ModelAndView away(RuntimeException problem) {
        return page(
                HttpStatus.SERVICE_UNAVAILABLE,
                "Away for the moment",
                problem.getMessage() + ". Reload this page once it is back.");
    }

    @ExceptionHandler(AccessRefusedException.class)
    ModelAndView refused(AccessRefusedException problem) {
        return page(HttpStatus.BAD_GATEWAY, "Access refused", problem.getMessage() + ".");
    }

    private ModelAndView page(HttpStatus status, String what, String why) {
        return new ModelAndView("problem", Map.of("what", what, "why", why, "where", where), status);
    }
}
