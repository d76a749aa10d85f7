package dev.avenant.console.signin;

import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.springframework.http.HttpStatus;
import org.springframework.security.authentication.BadCredentialsException;
import org.springframework.security.core.AuthenticationException;
import org.springframework.security.oauth2.core.OAuth2AuthenticationException;
import org.springframework.security.web.AuthenticationEntryPoint;
import org.springframework.security.web.authentication.AuthenticationFailureHandler;
import org.springframework.security.web.authentication.LoginUrlAuthenticationEntryPoint;

/** Leads people who did not sign in to where they do, and says there what went wrong. */
final class PageSignIn implements AuthenticationEntryPoint, AuthenticationFailureHandler {

    static final String PATH = "/sign-in";

    /** Said of somebody whom the provider knows and no setting grants anything. */
    static final String NOTHING_GRANTED = "nothing_granted";

    private final LoginUrlAuthenticationEntryPoint form = new LoginUrlAuthenticationEntryPoint(PATH);

    @Override
    public void commence(HttpServletRequest request, HttpServletResponse response, AuthenticationException why)
            throws IOException, ServletException {
        if (request.getHeader("HX-Request") == null) {
            form.commence(request, response, why);
        } else {
            // Figures of a page are renewed, and the session has ended: the page is loaded anew, and leads here.
            response.setHeader("HX-Refresh", "true");
            response.setStatus(HttpStatus.UNAUTHORIZED.value());
        }
    }

    @Override
    public void onAuthenticationFailure(
            HttpServletRequest request, HttpServletResponse response, AuthenticationException why) throws IOException {
        response.sendRedirect(request.getContextPath() + PATH + "?problem=" + problemOf(why));
    }

    private static String problemOf(AuthenticationException why) {
        if (why instanceof TooManyAttemptsException) {
            return "limit";
        }
        if (why instanceof BadCredentialsException) {
            return "wrong";
        }
        return why instanceof OAuth2AuthenticationException refused
                        && refused.getError().getErrorCode().equals(NOTHING_GRANTED)
                ? "granted"
                : "provider";
    }
}
