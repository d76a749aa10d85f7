package dev.avenant.console.signin;

import dev.avenant.console.cluster.Clusters;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.jspecify.annotations.Nullable;
import org.springframework.security.web.csrf.CookieCsrfTokenRepository;
import org.springframework.security.web.csrf.CsrfToken;
import org.springframework.security.web.csrf.CsrfTokenRepository;

/**
 * Keeps the token of forms in a cookie, so that a page that is open outlives the console. A cookie is that of a host with
 * all its ports: its name has the port, or two programs on one machine would replace each other's.
 */
final class PortCsrfTokens implements CsrfTokenRepository {

    private final boolean isSecure;

    /** @param isSecure whether browsers reach the console by TLS, whatever it sees itself */
    PortCsrfTokens(boolean isSecure) {
        this.isSecure = isSecure;
    }

    private CookieCsrfTokenRepository of(HttpServletRequest request) {
        CookieCsrfTokenRepository tokens = new CookieCsrfTokenRepository();
        String context = Clusters.contextOf(request);
        tokens.setCookiePath(context.isEmpty() ? "/" : context);
        tokens.setCookieName("avenant-csrf-" + request.getServerPort());
        tokens.setCookieCustomizer(
                cookie -> cookie.httpOnly(true).sameSite("Lax").secure(isSecure || request.isSecure()));
        return tokens;
    }

    @Override
    public CsrfToken generateToken(HttpServletRequest request) {
        return of(request).generateToken(request);
    }

    @Override
    public void saveToken(@Nullable CsrfToken token, HttpServletRequest request, HttpServletResponse response) {
        of(request).saveToken(token, request, response);
    }

    @Override
    public @Nullable CsrfToken loadToken(HttpServletRequest request) {
        return of(request).loadToken(request);
    }
}
