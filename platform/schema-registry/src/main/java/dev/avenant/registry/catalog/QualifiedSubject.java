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

    /** The context that holds no subjects, only what counts in every context that says nothing else. */
    public static final String GLOBAL = ":.__GLOBAL:";

    private static final String GLOBAL_CONTEXT = ".__GLOBAL";
    private static final String WILDCARD = "*";
    private static final String MARK = ":";
    private static final String ANY_CONTEXT = ":*:";

    /** Takes a name apart; one that begins a context and does not end it is that context. */
    public static QualifiedSubject of(String name) {
        if (!namesContext(name)) {
            return new QualifiedSubject(DEFAULT_CONTEXT, name);
        }
        int end = name.indexOf(MARK, 1);
        return end < 0
                ? new QualifiedSubject(name.substring(1), "")
                : new QualifiedSubject(name.substring(1, end), name.substring(end + 1));
    }

    private static boolean namesContext(String name) {
        return name.startsWith(":.") || name.startsWith(ANY_CONTEXT);
    }

    /** The one way to write a name: with its context between two colons, and without the default one. */
    public static String normalize(String name) {
        return name.startsWith(MARK) ? of(name).toString() : name;
    }

    /**
     * A name as {@code /contexts/{context}/…} means it: in that context, unless it names one itself. Throws a
     * {@link RestException} for what is no name of a context.
     */
    public static String inContext(String context, String name) {
        return normalize(namesContext(name) ? name : MARK + normalizeContext(context) + MARK + name);
    }

    /**
     * A name as something in the subject {@code user} means it, a reference or an alias: in the same context, unless it names
     * another one. The default context is never another one, named or not, so from elsewhere nothing reaches it.
     */
    public static String relativeTo(String user, String name) {
        QualifiedSubject from = of(user);
        return from.isInDefaultContext() || !of(name).isInDefaultContext()
                ? normalize(name)
                : new QualifiedSubject(from.context, name).toString();
    }

    private static String normalizeContext(String context) {
        String bare = context.startsWith(MARK) ? context.substring(1) : context;
        bare = bare.endsWith(MARK) ? bare.substring(0, bare.length() - 1) : bare;
        if (bare.contains(MARK)) {
            throw new RestException(400, 400, "Context name cannot contain a colon");
        }
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

    /** Whether something may be set under that name. */
    public static boolean isValidScope(String name) {
        String bare = of(name).subject;
        return !"__GLOBAL".equals(bare)
                && !"__EMPTY".equals(bare)
                && name.chars().noneMatch(Character::isISOControl);
    }

    /** Whether subjects may have that name. */
    public static boolean isValid(String name) {
        return isValidScope(name) && !of(name).context.equals(GLOBAL_CONTEXT);
    }

    @Override
    public String toString() {
        return contextPrefix() + subject;
    }
}
