package dev.avenant.serde.internal.conversion;

import dev.avenant.serde.config.KafkaAvroSerdeConfig;
import dev.avenant.serde.internal.config.SerdeConfig;
import dev.avenant.serde.internal.schema.NamedTypes;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import org.apache.avro.Schema;
import org.apache.avro.specific.AvroGenerated;
import org.apache.avro.specific.SpecificData;
import org.apache.avro.util.ClassSecurityValidator;
import org.jspecify.annotations.Nullable;

/**
 * The classes that one serializer or deserializer makes objects of. A schema may name any class, so a class counts only
 * when somebody vouches for it: the setting {@value KafkaAvroSerdeConfig#TRUSTED_PACKAGES}, another setting that names
 * it, the application that hands it over, each with the classes of its fields, or what Avro trusts in the whole JVM.
 */
public final class TrustedClasses {

    private static final String EVERY_GENERATED_CLASS = "*";
    private static final List<String> CLASS_PROPERTIES =
            List.of(SpecificData.CLASS_PROP, SpecificData.ELEMENT_PROP, SpecificData.KEY_CLASS_PROP);

    private final List<String> packages;
    private final Set<String> named = ConcurrentHashMap.newKeySet();
    private final ClassLoader loader;

    public TrustedClasses(SerdeConfig config, @Nullable ClassLoader loader) {
        this.packages = List.copyOf(config.getList(KafkaAvroSerdeConfig.TRUSTED_PACKAGES));
        this.loader = loader == null ? Objects.requireNonNull(TrustedClasses.class.getClassLoader()) : loader;
        JvmTrust.install();
    }

    /** Something that may make Avro look for classes. */
    @FunctionalInterface
    public interface Work<T, E extends Exception> {
        @Nullable
        T run() throws E;
    }

    /** Runs what may make Avro look for classes, so that this object judges them. */
    public <T, E extends Exception> @Nullable T judging(Work<T, E> work) throws E {
        return JvmTrust.judgedBy(this, work);
    }

    /** Trusts a class that the settings name or that the application hands over. */
    public void include(Class<?> type) {
        named.add(type.getName());
    }

    /** Trusts the classes that a schema names which was read off a trusted class: those of its fields. */
    public void includeAllOf(Schema schema) {
        namesWithin(schema).forEach(named::add);
    }

    /** The class of a record, an enum or a fixed type, not initialised; null when there is none. */
    @Nullable
    Class<?> find(Schema schema) {
        return classNames(schema).stream()
                .map(this::load)
                .filter(Objects::nonNull)
                .findFirst()
                .orElse(null);
    }

    private @Nullable Class<?> load(String name) {
        try {
            Class<?> found = Class.forName(name, false, loader);
            while (found.isArray()) {
                found = found.getComponentType();
            }
            return found.isPrimitive() ? null : found;
        } catch (ClassNotFoundException | LinkageError absent) {
            return null;
        }
    }

    /**
     * Sees to it that a schema names no class that nobody vouches for.
     *
     * @throws SecurityException when it does; it says which setting would admit the class
     */
    public void refuseUntrusted(Schema schema) {
        namesWithin(schema).map(this::load).filter(Objects::nonNull).forEach(this::refuseUntrusted);
    }

    /** @throws SecurityException when nobody vouches for the class; it says which setting would */
    void refuseUntrusted(Class<?> type) {
        if (!Boolean.TRUE.equals(
                judging(() -> ClassSecurityValidator.getGlobal().isTrusted(type)))) {
            throw new SecurityException(refusalOf(type.getName()));
        }
    }

    boolean isTrusted(Class<?> type) {
        String name = type.getName();
        return named.contains(name)
                || packages.stream()
                        .anyMatch(trusted -> trusted.equals(EVERY_GENERATED_CLASS)
                                ? type.isAnnotationPresent(AvroGenerated.class)
                                : isWithin(name, trusted));
    }

    private static boolean isWithin(String name, String trusted) {
        return name.startsWith(trusted)
                && (name.length() == trusted.length()
                        || name.charAt(trusted.length()) == '.'
                        || name.charAt(trusted.length()) == '$');
    }

    String refusalOf(String name) {
        return "Class " + name + " is not trusted, and that a schema names it is no reason to make objects of it. If it"
                + " is one of yours, name it or its package in " + KafkaAvroSerdeConfig.TRUSTED_PACKAGES + ", which is "
                + (packages.isEmpty() ? "empty" : "'" + String.join(",", packages) + "'");
    }

    /** The names of the classes that a schema may stand for, at any depth. */
    static Stream<String> namesWithin(Schema schema) {
        return NamedTypes.within(schema).stream()
                .flatMap(each -> Stream.concat(
                        classNames(each).stream(),
                        CLASS_PROPERTIES.stream().map(each::getProp).filter(Objects::nonNull)));
    }

    /** The name of a schema, then those of a class within others, whose schema does not say that it is. */
    private static List<String> classNames(Schema schema) {
        List<String> names = new ArrayList<>();
        if (isNamed(schema)) {
            String name = SpecificData.getClassName(schema);
            names.add(name);
            for (int dot = name.lastIndexOf('.'); dot >= 0; dot = name.lastIndexOf('.')) {
                name = name.substring(0, dot) + '$' + name.substring(dot + 1);
                names.add(name);
            }
        }
        return names;
    }

    private static boolean isNamed(Schema schema) {
        return switch (schema.getType()) {
            case RECORD, ENUM, FIXED -> true;
            default -> false;
        };
    }
}
