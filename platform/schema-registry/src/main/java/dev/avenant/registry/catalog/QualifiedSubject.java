package dev.avenant.registry.catalog;

/**
 * A subject and the context it is in. Written {@code :.context:subject}; the default context, {@code .}, is left out.
 *
 * @param context begins with a dot
 * @param subject may be empty: the context itself
 */
public record QualifiedSubject(String context, String subject) {

    /** The context of subjects that name none. */
    public static final String DEFAULT_CONTEXT = ".";

    private static final String WILDCARD = "*";
    private static final String MARK = ":";

    /** Takes a name apart. */
    public static QualifiedSubject of(String name) {
        if (name.startsWith(":.") || name.startsWith(":*:")) {
            int end = name.indexOf(MARK, 1);
            if (end > 0) {
                return new QualifiedSubject(name.substring(1, end), name.substring(end + 1));
            }
        }
        return new QualifiedSubject(DEFAULT_CONTEXT, name);
    }

    /** The one way to write a name: without the default context. */
    public static String normalize(String name) {
        return name.startsWith(":.:") ? of(name).toString() : name;
    }

    /** A name as {@code /contexts/{context}/…} means it: in that context, unless it names one itself. */
    public static String inContext(String context, String name) {
        if (of(name).isInDefaultContext() && !name.startsWith(":.:")) {
            return normalize(MARK + normalizeContext(context) + MARK + name);
        }
        return normalize(name);
    }

    private static String normalizeContext(String context) {
        String bare = context.startsWith(MARK) && context.endsWith(MARK) && context.length() > 1
                ? context.substring(1, context.length() - 1)
                : context;
        return bare.startsWith(DEFAULT_CONTEXT) ? bare : DEFAULT_CONTEXT + bare;
    }

    public boolean isInDefaultContext() {
        return context.equals(DEFAULT_CONTEXT);
    }

    /** Whether it stands for a context and not for a subject. */
    public boolean isContext() {
        return subject.isEmpty();
    }

    /** The context as messages and keys have it: empty for the default one. */
    public String contextPrefix() {
        return isInDefaultContext() ? "" : MARK + context + MARK;
    }

    /** Whether a subject begins with this; {@code :*:} stands for every context. */
    boolean isPrefixOf(String name) {
        QualifiedSubject other = of(name);
        return (context.equals(WILDCARD) || context.equals(other.context)) && other.subject.startsWith(subject);
    }

    /** Whether subjects may have that name. */
    public static boolean isValid(String name) {
        String bare = of(name).subject;
        return !"__GLOBAL".equals(bare)
                && !"__EMPTY".equals(bare)
                && name.chars().noneMatch(Character::isISOControl);
    }

    @Override
    public String toString() {
        return contextPrefix() + subject;
    }
}
