package dev.avenant.console.signin;

import dev.avenant.console.cluster.Clusters;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;

/** The same request, within the console as a whole: people sign in once for all clusters. */
final class OfNoCluster extends HttpServletRequestWrapper {

    OfNoCluster(HttpServletRequest request) {
        super(request);
    }

    @Override
    public String getContextPath() {
        return Clusters.contextOf((HttpServletRequest) getRequest());
    }
}
