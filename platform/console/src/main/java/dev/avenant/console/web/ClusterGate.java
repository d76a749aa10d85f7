package dev.avenant.console.web;

import dev.avenant.console.access.Access;
import dev.avenant.console.access.Permissions;
import dev.avenant.console.cluster.Cluster;
import dev.avenant.console.cluster.Clusters;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.List;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.web.servlet.HandlerInterceptor;
import org.springframework.web.servlet.config.annotation.InterceptorRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;

/**
 * A cluster on which nothing is granted to whoever asks is as if it were not there: whatever is asked of it is answered as what
 * names a cluster that there is not. Of the default one, whose addresses name none, there is no page.
 */
@Configuration(proxyBeanMethods = false)
class ClusterGate implements WebMvcConfigurer {

    /** Behind the filter of Spring Security, which knows who asks. */
    private static final int BEHIND_SIGN_IN = 0;

    private static final List<String> OF_ALL_CLUSTERS = List.of(
            "/sign-in",
            "/error",
            "/console.css",
            "/console.js",
            "/webjars/**",
            "/api/v1/clusters",
            "/api/v1/openapi/**");

    private final Access access;
    private final Clusters clusters;

    ClusterGate(Access access, Clusters clusters) {
        this.access = access;
        this.clusters = clusters;
    }

    @Bean
    static FilterRegistrationBean<WithheldClusters> withheldClusters(Clusters clusters) {
        FilterRegistrationBean<WithheldClusters> filter = new FilterRegistrationBean<>(new WithheldClusters(clusters));
        filter.setOrder(BEHIND_SIGN_IN);
        filter.setDispatcherTypes(DispatcherType.REQUEST, DispatcherType.ERROR);
        return filter;
    }

    @Override
    public void addInterceptors(InterceptorRegistry registry) {
        registry.addInterceptor(new HandlerInterceptor() {
                    @Override
                    public boolean preHandle(HttpServletRequest request, HttpServletResponse response, Object handler)
                            throws IOException {
                        return isLetThrough(request, response);
                    }
                })
                .excludePathPatterns(OF_ALL_CLUSTERS);
    }

    private boolean isLetThrough(HttpServletRequest request, HttpServletResponse response) throws IOException {
        Permissions everywhere = access.everywhere();
        if (everywhere.isEmpty() || !access.mine().isEmpty()) {
            return true;
        }
        if (request.getServletPath().equals("/")) {
            for (Cluster cluster : clusters.all()) {
                if (!everywhere.in(cluster).isEmpty()) {
                    response.sendRedirect(request.getContextPath() + cluster.path() + "/");
                    return false;
                }
            }
        }
        throw new NothingHereException(
                "problem.no-page", request.getRequestURI().substring(1));
    }
}
