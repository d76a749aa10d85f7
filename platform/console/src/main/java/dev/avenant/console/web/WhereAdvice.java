package dev.avenant.console.web;

import dev.avenant.console.ConsoleSettings;
import org.springframework.web.bind.annotation.ControllerAdvice;
import org.springframework.web.bind.annotation.ModelAttribute;

/** Tells every page where the console looks. */
@ControllerAdvice
class WhereAdvice {

    private final String where;

    WhereAdvice(ConsoleSettings settings) {
        this.where = settings.where();
    }

    @ModelAttribute("where")
    String where() {
        return where;
    }
}
