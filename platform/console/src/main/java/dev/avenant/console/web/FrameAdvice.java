package dev.avenant.console.web;

import dev.avenant.console.ConsoleSettings;
import dev.avenant.console.ShownText;
import dev.avenant.console.access.Access;
import org.jspecify.annotations.Nullable;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.ControllerAdvice;
import org.springframework.web.bind.annotation.ModelAttribute;

/** Tells every page what its frame shows: where the console looks, who signed in, and where it is in another language. */
@ControllerAdvice
class FrameAdvice {

    private final String where;
    private final LanguageLinks languages;
    private final Access access;

    FrameAdvice(ConsoleSettings settings, LanguageLinks languages, Access access) {
        this.where = settings.where();
        this.languages = languages;
        this.access = access;
    }

    /**
     * What the frame of a page shows.
     *
     * @param where the servers that the console looks at
     * @param user who signed in; null when nobody did
     * @param isOpen whether there is something for whoever asks, so that the frame leads to pages
     * @param isAdmin whether they see what others did
     */
    public record Frame(
            String where, @Nullable String user, boolean isOpen, boolean isAdmin, LanguageLinks languages) {}

    @ModelAttribute
    void addFrame(Model model) {
        model.addAttribute("frame", frame());
    }

    Frame frame() {
        boolean isOpen = !access.mine().isEmpty();
        return new Frame(
                isOpen ? where : "",
                access.isSignedIn() ? ShownText.line(access.actor().name()) : null,
                isOpen,
                access.mine().isAdmin(),
                languages);
    }
}
