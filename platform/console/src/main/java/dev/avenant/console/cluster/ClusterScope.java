package dev.avenant.console.cluster;

import dev.avenant.console.ConsoleSettings;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.beans.factory.ObjectFactory;
import org.springframework.beans.factory.SmartInitializingSingleton;
import org.springframework.beans.factory.annotation.AutowiredAnnotationBeanPostProcessor;
import org.springframework.beans.factory.config.BeanDefinition;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.beans.factory.config.Scope;
import org.springframework.beans.factory.support.DefaultListableBeanFactory;
import org.springframework.beans.factory.support.RootBeanDefinition;
import org.springframework.context.annotation.CommonAnnotationBeanPostProcessor;
import org.springframework.util.ClassUtils;

/**
 * Makes what is {@link PerCluster} once for each cluster, all of it when the console starts. That of one cluster is given others of
 * the same cluster and no stand-ins, so a thread that works for one, without a request, cannot come to another.
 */
final class ClusterScope implements Scope, SmartInitializingSingleton, DisposableBean {

    static final String NAME = "cluster";

    private static final String TARGET = "scopedTarget.";

    private final ConfigurableListableBeanFactory console;
    private final Map<String, DefaultListableBeanFactory> beans = new HashMap<>();

    ClusterScope(ConfigurableListableBeanFactory console) {
        this.console = console;
    }

    @Override
    public Object get(String name, ObjectFactory<?> unused) {
        return of(Clusters.current()).getBean(name.substring(TARGET.length()));
    }

    private synchronized DefaultListableBeanFactory of(Cluster cluster) {
        return beans.computeIfAbsent(cluster.name(), name -> create(cluster));
    }

    private DefaultListableBeanFactory create(Cluster cluster) {
        DefaultListableBeanFactory own = new DefaultListableBeanFactory(console);
        AutowiredAnnotationBeanPostProcessor wiring = new AutowiredAnnotationBeanPostProcessor();
        wiring.setBeanFactory(own);
        own.addBeanPostProcessor(wiring);
        CommonAnnotationBeanPostProcessor endings = new CommonAnnotationBeanPostProcessor();
        endings.setBeanFactory(own);
        own.addBeanPostProcessor(endings);
        own.registerSingleton("cluster", cluster);
        // By the name of the console's, which it stands in front of.
        own.registerSingleton(console.getBeanNamesForType(ConsoleSettings.class)[0], cluster.settings());
        for (String name : console.getBeanDefinitionNames()) {
            BeanDefinition definition = console.getBeanDefinition(name);
            if (NAME.equals(definition.getScope())) {
                Class<?> type = ClassUtils.resolveClassName(
                        Objects.requireNonNull(definition.getBeanClassName()), console.getBeanClassLoader());
                own.registerBeanDefinition(name.substring(TARGET.length()), new RootBeanDefinition(type));
            }
        }
        return own;
    }

    /** What a setting has wrong is told when the console starts, and not when it is first asked. */
    @Override
    public void afterSingletonsInstantiated() {
        console.getBean(Clusters.class).all().forEach(cluster -> of(cluster).preInstantiateSingletons());
    }

    @Override
    public void destroy() {
        beans.values().forEach(DefaultListableBeanFactory::destroySingletons);
    }

    @Override
    public @Nullable Object remove(String name) {
        return null;
    }

    @Override
    public void registerDestructionCallback(String name, Runnable callback) {
        // each cluster's beans end with the console
    }

    @Override
    public @Nullable Object resolveContextualObject(String key) {
        return null;
    }

    @Override
    public @Nullable String getConversationId() {
        return null;
    }
}
