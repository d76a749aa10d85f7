package dev.avenant.serde.internal.conversion;

import dev.avenant.serde.internal.schema.NamedTypes;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericEnumSymbol;
import org.apache.avro.generic.GenericFixed;
import org.apache.avro.specific.SpecificData;
import org.apache.avro.specific.SpecificRecord;
import org.apache.avro.util.ClassSecurityValidator;
import org.apache.avro.util.ClassSecurityValidator.ClassSecurityPredicate;

/**
 * Lets Avro make objects of generated classes. Avro makes no object of a class that nobody vouches for, since a schema
 * may name any class; a class that Avro generated does nothing but hold fields, so all of those are vouched for, in
 * whatever package, and nothing else is: only a class that the settings name or that the application itself hands over
 * to be written, with the classes of its fields. What was trusted before stays trusted.
 */
public final class TrustedClasses {

    private static final Set<String> NAMED = ConcurrentHashMap.newKeySet();
    private static boolean isDone;

    private TrustedClasses() {}

    public static synchronized void includeGeneratedClasses() {
        if (!isDone) {
            isDone = true;
            ClassSecurityPredicate before = ClassSecurityValidator.getGlobal();
            ClassSecurityValidator.setGlobal(ClassSecurityValidator.composite(before, TrustedClasses::isTrusted));
        }
    }

    /** Trusts one class that the settings name. */
    public static void include(Class<?> named) {
        NAMED.add(named.getName());
    }

    /** Trusts the classes that a schema names which was read off a class of the application. */
    public static void includeAllOf(Schema reflected) {
        NamedTypes.within(reflected).forEach(schema -> {
            if (isNamed(schema)) {
                String name = SpecificData.getClassName(schema);
                NAMED.add(name);
                // The name of a class within another one, whose schema does not say that it is.
                NAMED.add(name.replaceFirst("\\.([^.]*)$", "\\$$1"));
            }
            Stream.of(SpecificData.CLASS_PROP, SpecificData.ELEMENT_PROP, SpecificData.KEY_CLASS_PROP)
                    .map(schema::getProp)
                    .filter(name -> name != null)
                    .forEach(NAMED::add);
        });
    }

    private static boolean isNamed(Schema schema) {
        return switch (schema.getType()) {
            case RECORD, ENUM, FIXED -> true;
            default -> false;
        };
    }

    private static boolean isTrusted(Class<?> type) {
        return SpecificRecord.class.isAssignableFrom(type)
                || (GenericFixed.class.isAssignableFrom(type) && !type.isInterface())
                || (type.isEnum() && GenericEnumSymbol.class.isAssignableFrom(type))
                || NAMED.contains(type.getName());
    }
}
