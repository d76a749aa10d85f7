package dev.avenant.serde;

import org.apache.avro.generic.GenericEnumSymbol;
import org.apache.avro.generic.GenericFixed;
import org.apache.avro.specific.SpecificRecord;
import org.apache.avro.util.ClassSecurityValidator;
import org.apache.avro.util.ClassSecurityValidator.ClassSecurityPredicate;

/**
 * Lets Avro make objects of generated classes. Avro makes no object of a class that nobody vouches for, since a schema
 * may name any class; a class that Avro generated does nothing but hold fields, so all of those are vouched for, in
 * whatever package, and nothing else is. What was trusted before stays trusted.
 */
final class TrustedClasses {

    private static boolean isDone;

    private TrustedClasses() {}

    static synchronized void includeGeneratedClasses() {
        if (!isDone) {
            isDone = true;
            ClassSecurityPredicate before = ClassSecurityValidator.getGlobal();
            ClassSecurityValidator.setGlobal(ClassSecurityValidator.composite(before, TrustedClasses::isGenerated));
        }
    }

    /** Trusts one class that the settings name. */
    static synchronized void include(Class<?> named) {
        ClassSecurityValidator.setGlobal(
                ClassSecurityValidator.composite(ClassSecurityValidator.getGlobal(), type -> type == named));
    }

    private static boolean isGenerated(Class<?> type) {
        return SpecificRecord.class.isAssignableFrom(type)
                || (GenericFixed.class.isAssignableFrom(type) && !type.isInterface())
                || (type.isEnum() && GenericEnumSymbol.class.isAssignableFrom(type));
    }
}
