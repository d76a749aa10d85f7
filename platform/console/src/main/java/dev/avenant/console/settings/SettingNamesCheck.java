package dev.avenant.console.settings;

import dev.avenant.console.ConsoleSettings;
import dev.avenant.console.access.AccessSettings;
import dev.avenant.console.cluster.ClusterSettings;
import dev.avenant.console.cluster.UnusableClusterException;
import dev.avenant.registry.client.config.SettingNames;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.kafka.common.config.ConfigException;
import org.springframework.beans.factory.config.BeanFactoryPostProcessor;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.boot.context.properties.source.ConfigurationPropertyName;
import org.springframework.boot.context.properties.source.ConfigurationPropertyName.Form;
import org.springframework.boot.context.properties.source.ConfigurationPropertySource;
import org.springframework.boot.context.properties.source.ConfigurationPropertySources;
import org.springframework.boot.context.properties.source.IterableConfigurationPropertySource;
import org.springframework.context.EnvironmentAware;
import org.springframework.core.env.Environment;
import org.springframework.core.env.PropertySource;
import org.springframework.core.env.StandardEnvironment;
import org.springframework.stereotype.Component;

/**
 * Refuses settings of the console that there are none of, so that one which is misspelt is not passed over: nobody would know that
 * {@code read-onyl} lets everybody change everything. The names are those of the records that Spring fills. Variables of the
 * environment are not looked at, since one of them may be meant for several names.
 */
@Component
class SettingNamesCheck implements BeanFactoryPostProcessor, EnvironmentAware {

    private static final ConfigurationPropertyName ROOT = ConfigurationPropertyName.of("avenant.console");

    @SuppressWarnings("NullAway.Init")
    private Environment environment;

    @Override
    public void setEnvironment(Environment given) {
        environment = given;
    }

    /**
     * Looks at them before they are read.
     *
     * @throws UnusableClusterException if there is one that nobody reads
     */
    @Override
    public void postProcessBeanFactory(ConfigurableListableBeanFactory unused) {
        Map<String, Type> all = new HashMap<>();
        all.putAll(componentsOf(ConsoleSettings.class));
        all.putAll(componentsOf(ClusterSettings.class));
        all.put("access", AccessSettings.class);
        for (ConfigurationPropertySource source : ConfigurationPropertySources.get(environment)) {
            boolean isOfEnvironment = source.getUnderlyingSource() instanceof PropertySource<?> underlying
                    && underlying.getName().contains(StandardEnvironment.SYSTEM_ENVIRONMENT_PROPERTY_SOURCE_NAME);
            if (source instanceof IterableConfigurationPropertySource names && !isOfEnvironment) {
                names.stream().filter(ROOT::isAncestorOf).forEach(name -> {
                    requireKnown(all, name, ROOT.getNumberOfElements());
                });
            }
        }
    }

    private static Map<String, Type> componentsOf(Class<?> type) {
        return Stream.of(type.getRecordComponents())
                .collect(Collectors.toMap(component -> dashed(component.getName()), RecordComponent::getGenericType));
    }

    /** A name as settings write it, such as {@code read-only}. */
    private static String dashed(String component) {
        return component.replaceAll("([A-Z])", "-$1").toLowerCase(Locale.ROOT);
    }

    private static void requireKnown(Map<String, Type> components, ConfigurationPropertyName name, int at) {
        String element = name.getElement(at, Form.UNIFORM);
        Type type = components.entrySet().stream()
                .filter(component -> component.getKey().replace("-", "").equals(element))
                .map(Map.Entry::getValue)
                .findFirst()
                .orElse(null);
        if (type == null) {
            throw unknown(components.keySet(), name, at);
        }
        requireKnown(type, name, at + 1);
    }

    private static void requireKnown(Type type, ConfigurationPropertyName name, int at) {
        if (at == name.getNumberOfElements()) {
            return;
        }
        if (type instanceof Class<?> plain && plain.isRecord()) {
            requireKnown(componentsOf(plain), name, at);
        } else if (type instanceof ParameterizedType many) {
            Type[] parameters = many.getActualTypeArguments();
            Type last = parameters[parameters.length - 1];
            // Names of other settings may have dots, and those of texts are not the console's.
            if (last instanceof Class<?> plain && plain.isRecord()) {
                requireKnown(last, name, at + 1);
            }
        } else {
            throw unknown(Set.of(), name, at);
        }
    }

    private static UnusableClusterException unknown(Set<String> known, ConfigurationPropertyName name, int at) {
        String before = name.chop(at) + ".";
        String sentence;
        try {
            new SettingNames(known.stream().map(before::concat).collect(Collectors.toSet()), List.of(""), List.of())
                    .requireKnown(List.of(name.chop(at + 1).toString()));
            throw new IllegalStateException("Expected " + name + " to be unknown");
        } catch (ConfigException unknown) {
            sentence = Objects.requireNonNull(unknown.getMessage());
        }
        return new UnusableClusterException(sentence, "docs/console.md lists what may be set.");
    }
}
