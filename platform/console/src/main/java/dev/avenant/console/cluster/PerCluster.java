package dev.avenant.console.cluster;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.springframework.context.annotation.Scope;
import org.springframework.context.annotation.ScopedProxyMode;
import org.springframework.stereotype.Component;

/**
 * A component of which each cluster has one of its own. What is of no cluster, such as a controller, gets a stand-in of it, which
 * asks that of the cluster of the request in work, and works in a request alone; those of a cluster know each other.
 */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@Component
@Scope(value = ClusterScope.NAME, proxyMode = ScopedProxyMode.TARGET_CLASS)
public @interface PerCluster {}
