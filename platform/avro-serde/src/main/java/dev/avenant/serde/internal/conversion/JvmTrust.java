package dev.avenant.serde.internal.conversion;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.avro.Schema;
import org.apache.avro.util.ClassSecurityValidator;
import org.apache.avro.util.ClassSecurityValidator.ClassSecurityPredicate;
import org.jspecify.annotations.Nullable;

/**
 * What Avro asks whether a class may be made objects of, of which there is one in a JVM. It trusts what was trusted
 * before and what the application has named for the whole JVM, and while a serde looks for classes what that serde
 * trusts; other threads, and other serdes, do not notice.
 */
public final class JvmTrust implements ClassSecurityPredicate {

    private static final Set<String> NAMED = ConcurrentHashMap.newKeySet();
    private static final ThreadLocal<@Nullable TrustedClasses> JUDGE = new ThreadLocal<>();

    private final ClassSecurityPredicate before;

    private JvmTrust(ClassSecurityPredicate before) {
        this.before = before;
    }

    /** Puts itself before what is asked now, unless it is there: somebody may have put something else in its place. */
    static synchronized void install() {
        ClassSecurityPredicate asked = ClassSecurityValidator.getGlobal();
        if (!(asked instanceof JvmTrust)) {
            ClassSecurityValidator.setGlobal(new JvmTrust(asked));
        }
    }

    /** Trusts a class and those that its schema names, whoever in this JVM makes objects of them. */
    public static void include(Class<?> type, Schema schema) {
        install();
        NAMED.add(type.getName());
        TrustedClasses.namesWithin(schema).forEach(NAMED::add);
    }

    static <T, E extends Exception> @Nullable T judgedBy(TrustedClasses judge, TrustedClasses.Work<T, E> work)
            throws E {
        TrustedClasses outer = JUDGE.get();
        JUDGE.set(judge);
        try {
            return work.run();
        } finally {
            if (outer == null) {
                JUDGE.remove();
            } else {
                JUDGE.set(outer);
            }
        }
    }

    @Override
    public boolean isTrusted(Class<?> type) {
        TrustedClasses judge = JUDGE.get();
        return before.isTrusted(type) || NAMED.contains(type.getName()) || (judge != null && judge.isTrusted(type));
    }

    @Override
    public void forbiddenClass(String name) {
        TrustedClasses judge = JUDGE.get();
        if (judge == null) {
            before.forbiddenClass(name);
        } else {
            throw new SecurityException(judge.refusalOf(name));
        }
    }
}
