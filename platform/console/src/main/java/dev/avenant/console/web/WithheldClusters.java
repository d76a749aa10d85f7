package dev.avenant.console.web;

import dev.avenant.console.access.Permissions;
import dev.avenant.console.cluster.Cluster;
import dev.avenant.console.cluster.Clusters;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpFilter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.springframework.security.core.context.SecurityContextHolder;

/**
 * Takes the cluster that a path names back from whoever is granted nothing there, and leads the others to the one address that a
 * page of it has: none without a stroke behind the cluster, and none that names the default one.
 */
final class WithheldClusters extends HttpFilter {

    private final transient Clusters clusters;

    WithheldClusters(Clusters clusters) {
        this.clusters = clusters;
    }

    @Override
    protected void doFilter(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        Cluster cluster = Clusters.of(request).orElseThrow();
        if (!isGranted(cluster)) {
            clusters.withhold(request);
        } else if (request.getDispatcherType() == DispatcherType.REQUEST) {
            String context = Clusters.contextOf(request);
            String rest = request.getRequestURI().substring(context.length());
            String named = cluster.namedPath();
            boolean isNamed = rest.equals(named) || rest.startsWith(named + "/");
            String page = isNamed ? rest.substring(named.length()) : rest;
            if (isNamed && (page.isEmpty() || cluster.isDefault())) {
                String query = request.getQueryString() == null ? "" : "?" + request.getQueryString();
                response.sendRedirect(context + cluster.path() + withOneStroke(page) + query);
                return;
            }
        }
        chain.doFilter(request, response);
    }

    private static boolean isGranted(Cluster cluster) {
        return !Permissions.of(SecurityContextHolder.getContext().getAuthentication())
                .in(cluster)
                .isEmpty();
    }

    /** A path that begins with two would be that of another host. */
    private static String withOneStroke(String path) {
        return "/" + path.replaceFirst("^[/\\\\]+", "");
    }
}
