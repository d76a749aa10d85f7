package dev.avenant.console.signin;

import dev.avenant.console.access.Access;
import dev.avenant.console.access.AccessSettings;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** The page on which people sign in. */
@Controller
class SignInController {

    private static final Set<String> PROBLEMS = Set.of("wrong", "limit", "granted", "provider");

    private final AccessSettings settings;
    private final Access access;

    SignInController(AccessSettings settings, Access access) {
        this.settings = settings;
        this.access = access;
    }

    /**
     * The form.
     *
     * @param problem what went wrong, in a word; empty when nothing did
     * @param again there when what was asked for is to be opened again
     */
    @GetMapping(PageSignIn.PATH)
    String page(
            @RequestParam(defaultValue = "") String problem,
            @RequestParam(name = "signed-out", required = false) @Nullable String signedOut,
            @RequestParam(required = false) @Nullable String again,
            HttpServletRequest request,
            Model model) {
        if (settings.mode() == AccessSettings.Mode.NONE || access.isSignedIn()) {
            return "redirect:/";
        }
        AccessSettings.Oidc provider = settings.oidc();
        model.addAttribute("problem", PROBLEMS.contains(problem) ? problem : null);
        model.addAttribute("signedOut", signedOut != null);
        model.addAttribute("again", again != null);
        model.addAttribute("byPassword", settings.mode() == AccessSettings.Mode.LOCAL);
        model.addAttribute("begin", request.getContextPath() + "/oauth2/authorization/" + ProviderSignIn.ID);
        model.addAttribute("provider", provider == null ? "" : provider.issuer());
        return "sign-in";
    }
}
