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
 * cluster that there is not is nothing's, and so is one whose cluster is {@linkplain Clusters#withhold withheld} later on.
 */
final class ClusterPaths extends HttpFilter {

    static final String PAGES = "/clusters/";

    private static final String API = "/api/v1";
    private static final String OF_API = API + PAGES;

    /**
     * What is of all clusters: where people sign in and out, since a provider leads them back to an address that it was told and that
     * names no cluster; and what a page consists of, which whoever has not signed in gets too.
     */
    private static final Pattern OF_NO_CLUSTER = Pattern.compile(
            "/(sign-in|sign-out|oauth2|login|console\\.css|console\\.js|webjars|actuator|api|error|clusters)(/.*)?");

    private static final Pattern OF_NO_CLUSTER_IN_API = Pattern.compile("/(openapi|clusters)([./].*)?");

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
        String path = request.getRequestURI().substring(request.getContextPath().length());
        if (path.startsWith(OF_API)) {
            String name = nameIn(path, OF_API);
            Optional<Cluster> cluster = clusters.named(name);
            if (cluster.isPresent() && isOfCluster(request, OF_API + name, OF_NO_CLUSTER_IN_API)) {
                Clusters.set(request, cluster.get());
                chain.doFilter(new OfApi(request, PAGES + name), response);
                return;
            }
        } else if (path.startsWith(PAGES)) {
            String name = nameIn(path, PAGES);
            Optional<Cluster> cluster = clusters.named(name).filter(named -> !named.isDefault());
            if (cluster.isPresent() && isOfCluster(request, PAGES + name, OF_NO_CLUSTER)) {
                Clusters.set(request, cluster.get());
                chain.doFilter(new OfPages(request), response);
                return;
            }
        }
        Clusters.set(request, clusters.ofNoName());
        chain.doFilter(request, response);
    }

    private static String nameIn(String path, String before) {
        int end = path.indexOf('/', before.length());
        return path.substring(before.length(), end < 0 ? path.length() : end);
    }

    /** Whether what follows in the path is of a cluster, however it is encoded. */
    private static boolean isOfCluster(HttpServletRequest request, String prefix, Pattern ofNone) {
        String decoded = request.getServletPath();
        return decoded.startsWith(prefix)
                && !ofNone.matcher(decoded.substring(prefix.length())).matches();
    }

    /** The page of an error is in the cluster of what failed. */
    private HttpServletRequest again(HttpServletRequest request) {
        Cluster cluster = Clusters.of(request).orElseGet(clusters::ofNoName);
        Clusters.set(request, cluster);
        return request instanceof OfPages || request.getRequestURI().startsWith(request.getContextPath() + API)
                ? request
                : new OfPages(request);
    }

    /** A page of the cluster that the request is about. */
    private static final class OfPages extends HttpServletRequestWrapper {
        OfPages(HttpServletRequest request) {
            super(request);
        }

        private HttpServletRequest asked() {
            return (HttpServletRequest) getRequest();
        }

        private String prefix() {
            return Clusters.of(asked()).map(Cluster::path).orElse("");
        }

        private boolean isPrefixed() {
            String address = asked().getRequestURI();
            String cluster = asked().getContextPath() + prefix();
            return address.equals(cluster) || address.startsWith(cluster + "/");
        }

        @Override
        public String getContextPath() {
            return asked().getContextPath() + prefix();
        }

        @Override
        public String getRequestURI() {
            String context = asked().getContextPath();
            String address = asked().getRequestURI();
            return isPrefixed() ? address : context + prefix() + address.substring(context.length());
        }

        @Override
        public String getServletPath() {
            String path = asked().getServletPath();
            String prefix = prefix();
            return path.equals(prefix) || path.startsWith(prefix + "/") ? path.substring(prefix.length()) : path;
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
            return !Clusters.isWithheld((HttpServletRequest) getRequest()) && address.startsWith(before + cluster)
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
