package dev.avenant.console.signin;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.springframework.security.web.savedrequest.CookieRequestCache;
import org.springframework.security.web.savedrequest.RequestCache;
import org.springframework.security.web.savedrequest.SavedRequest;

/**
 * Keeps in a cookie what people asked for before they signed in: whoever has not signed in takes no memory. The cookie is that of the
 * whole console, since a provider leads people back to where no cluster is named.
 */
final class AskedPages implements RequestCache {

    private final CookieRequestCache cookies = new CookieRequestCache();

    /** @param isKept whether a page is led back to */
    AskedPages(Predicate<HttpServletRequest> isKept, boolean isSecure) {
        cookies.setRequestMatcher(isKept::test);
        cookies.setCookieCustomizer(cookie -> {
            cookie.setSecure(cookie.getSecure() || isSecure);
            cookie.setAttribute("SameSite", "Lax");
        });
    }

    @Override
    public void saveRequest(HttpServletRequest request, HttpServletResponse response) {
        cookies.saveRequest(new OfNoCluster(request), response);
    }

    @Override
    public @Nullable SavedRequest getRequest(HttpServletRequest request, HttpServletResponse response) {
        return cookies.getRequest(new OfNoCluster(request), response);
    }

    @Override
    public @Nullable HttpServletRequest getMatchingRequest(HttpServletRequest request, HttpServletResponse response) {
        return cookies.getMatchingRequest(new OfNoCluster(request), response) == null ? null : request;
    }

    @Override
    public void removeRequest(HttpServletRequest request, HttpServletResponse response) {
        cookies.removeRequest(new OfNoCluster(request), response);
    }
}
