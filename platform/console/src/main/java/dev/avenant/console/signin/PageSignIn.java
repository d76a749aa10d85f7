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

/**
 * Leads people who did not sign in to where they do, and says there what went wrong. That is one page for all clusters, so that
 * nobody is told before which ones there are.
 */
final class PageSignIn implements AuthenticationEntryPoint, AuthenticationFailureHandler {

    static final String PATH = "/sign-in";

    /** Said of somebody whom the provider knows and no setting grants anything. */
    static final String NOTHING_GRANTED = "nothing_granted";

    /** A cookie has at most 4,096 bytes, and of an address it has four for three characters. */
    private static final int LONGEST_KEPT = 2_900;

    private final LoginUrlAuthenticationEntryPoint form = new LoginUrlAuthenticationEntryPoint(PATH);
    private final LoginUrlAuthenticationEntryPoint formAlone = new LoginUrlAuthenticationEntryPoint(PATH + "?again");

    /** Whether no cookie has room for the address, so that people are not led back to it: they are told to open it again. */
    static boolean isTooLongToKeep(HttpServletRequest request) {
        String query = request.getQueryString();
        return request.getRequestURL().length() + (query == null ? 0 : query.length()) > LONGEST_KEPT;
    }

    @Override
    public void commence(HttpServletRequest request, HttpServletResponse response, AuthenticationException why)
            throws IOException, ServletException {
        if (request.getHeader("HX-Request") == null) {
            (isTooLongToKeep(request) ? formAlone : form).commence(new OfNoCluster(request), response, why);
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
