package dev.avenant.console.web;

import dev.avenant.console.ConsoleSettings;
import org.springframework.web.bind.annotation.ControllerAdvice;
import org.springframework.web.bind.annotation.ModelAttribute;

/** Tells every page where the console looks, and where the page is in another language. */
@ControllerAdvice
class WhereAdvice {

    private final String where;
    private final LanguageLinks languages;

    WhereAdvice(ConsoleSettings settings, LanguageLinks languages) {
        this.where = settings.where();
        this.languages = languages;
    }

    @ModelAttribute("where")
    String where() {
        return where;
    }

    @ModelAttribute("languages")
    LanguageLinks languages() {
        return languages;
    }
}
