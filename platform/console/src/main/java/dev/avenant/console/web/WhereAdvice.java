package dev.avenant.console.web;

import dev.avenant.console.ConsoleSettings;
import org.springframework.web.bind.annotation.ControllerAdvice;
import org.springframework.web.bind.annotation.ModelAttribute;

/** Tells every page where the console looks. */
@ControllerAdvice
class WhereAdvice {

    private final ConsoleSettings settings;

    WhereAdvice(ConsoleSettings settings) {
        this.settings = settings;
    }

    @ModelAttribute("where")
    String where() {
        return settings.registryUrl() + " · " + settings.bootstrapServers();
    }
}
