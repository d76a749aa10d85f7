package dev.avenant.console.cluster;

import jakarta.servlet.DispatcherType;
import org.springframework.beans.factory.config.BeanFactoryPostProcessor;
import org.springframework.beans.factory.support.BeanDefinitionRegistry;
import org.springframework.beans.factory.support.RootBeanDefinition;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Makes the clusters known to Spring. */
@Configuration(proxyBeanMethods = false)
class ClusterConfiguration {

    /** Before the filter that knows the request in work, and that of Spring Security. */
    private static final int FIRST = -200;

    @Bean
    static BeanFactoryPostProcessor clusterScope() {
        return beans -> {
            ClusterScope scope = new ClusterScope(beans);
            beans.registerScope(ClusterScope.NAME, scope);
            ((BeanDefinitionRegistry) beans)
                    .registerBeanDefinition("clusterBeans", new RootBeanDefinition(ClusterScope.class, () -> scope));
        };
    }

    @Bean
    FilterRegistrationBean<ClusterPaths> clusterPaths(Clusters clusters) {
        FilterRegistrationBean<ClusterPaths> filter = new FilterRegistrationBean<>(new ClusterPaths(clusters));
        filter.setOrder(FIRST);
        filter.setDispatcherTypes(DispatcherType.REQUEST, DispatcherType.ERROR);
        return filter;
    }
}
