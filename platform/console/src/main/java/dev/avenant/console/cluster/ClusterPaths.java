package dev.avenant.console.cluster;

import jakarta.servlet.DispatcherType;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpFilter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Reads from the path of a request which cluster it is about. {@code /clusters/NAME/topics} is {@code /topics} of that cluster:
 * what stands before it is taken for the context's path, so that each link and each form of the page stays in the cluster. {@code
 * /api/v1/clusters/NAME/topics} is {@code /api/v1/topics}. A path that names no cluster is about the default one; one that names a
 * cluster that there is not is nothing's.
 */
final class ClusterPaths extends HttpFilter {

    static final String PAGES = "/clusters/";

    private static final String API = "/api/v1";
    private static final String OF_API = API + PAGES;

    /** A provider leads people back to an address that it was told, which names no cluster. */
    private static final Pattern OF_NO_CLUSTER = Pattern.compile("/(oauth2|login|actuator|api|error|clusters)(/.*)?");

    private final transient Clusters clusters;

    ClusterPaths(Clusters clusters) {
        this.clusters = clusters;
    }

    @Override
    protected void doFilter(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        if (request.getDispatcherType() != DispatcherType.REQUEST) {
            chain.doFilter(again(request), response);
            return;
        }
        String context = request.getContextPath();
        String path = request.getRequestURI().substring(context.length());
        if (path.startsWith(OF_API)) {
            String name = nameIn(path, OF_API);
            Optional<Cluster> cluster = clusters.named(name);
            String rest = path.substring(OF_API.length() + name.length());
            if (cluster.isPresent() && !rest.startsWith(PAGES)) {
                Clusters.set(request, cluster.get());
                chain.doFilter(new OfApi(request, PAGES + name), response);
                return;
            }
        } else if (path.startsWith(PAGES)) {
            String name = nameIn(path, PAGES);
            Optional<Cluster> cluster = clusters.named(name);
            String rest = path.substring(PAGES.length() + name.length());
            if (cluster.isPresent() && (rest.isEmpty() || cluster.get().isDefault())) {
                String query = request.getQueryString() == null ? "" : "?" + request.getQueryString();
                response.sendRedirect(context + cluster.get().path() + (rest.isEmpty() ? "/" : slashed(rest)) + query);
                return;
            }
            if (cluster.isPresent() && !OF_NO_CLUSTER.matcher(rest).matches()) {
                Clusters.set(request, cluster.get());
                chain.doFilter(new OfPages(request, cluster.get().path()), response);
                return;
            }
        }
        Clusters.set(request, clusters.ofNoName());
        chain.doFilter(request, response);
    }

    /** A path that begins with two would be that of another host. */
    private static String slashed(String path) {
        return path.replaceFirst("^[/\\\\]+", "/");
    }

    private static String nameIn(String path, String before) {
        int end = path.indexOf('/', before.length());
        return path.substring(before.length(), end < 0 ? path.length() : end);
    }

    /** The page of an error is in the cluster of what failed. */
    private HttpServletRequest again(HttpServletRequest request) {
        Cluster cluster = Clusters.of(request).orElseGet(clusters::ofNoName);
        Clusters.set(request, cluster);
        return cluster.isDefault()
                        || request instanceof OfPages
                        || request.getRequestURI().startsWith(request.getContextPath() + API)
                ? request
                : new OfPages(request, cluster.path());
    }

    /** A page of a cluster. */
    private static final class OfPages extends HttpServletRequestWrapper {
        private final String prefix;

        OfPages(HttpServletRequest request, String prefix) {
            super(request);
            this.prefix = prefix;
        }

        private HttpServletRequest asked() {
            return (HttpServletRequest) getRequest();
        }

        private boolean isPrefixed() {
            return asked().getRequestURI().startsWith(asked().getContextPath() + prefix + "/");
        }

        @Override
        public String getContextPath() {
            return asked().getContextPath() + prefix;
        }

        @Override
        public String getRequestURI() {
            String context = asked().getContextPath();
            String address = asked().getRequestURI();
            return isPrefixed() ? address : context + prefix + address.substring(context.length());
        }

        @Override
        public String getServletPath() {
            String path = asked().getServletPath();
            return path.startsWith(prefix + "/") ? path.substring(prefix.length()) : path;
        }
    }

    /** A request of the REST API about a cluster. */
    private static final class OfApi extends HttpServletRequestWrapper {
        private final String cluster;

        OfApi(HttpServletRequest request, String cluster) {
            super(request);
            this.cluster = cluster;
        }

        private String without(String address, String before) {
            return address.startsWith(before + cluster)
                    ? before + address.substring(before.length() + cluster.length())
                    : address;
        }

        @Override
        public String getRequestURI() {
            return without(super.getRequestURI(), getContextPath() + API);
        }

        @Override
        public StringBuffer getRequestURL() {
            String whole = super.getRequestURL().toString();
            int path = whole.length() - super.getRequestURI().length();
            return new StringBuffer(whole.substring(0, path)).append(getRequestURI());
        }

        @Override
        public String getServletPath() {
            return without(super.getServletPath(), API);
        }
    }
}
