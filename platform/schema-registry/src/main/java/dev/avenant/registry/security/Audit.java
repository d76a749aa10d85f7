package dev.avenant.registry.security;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Writes every write and every refusal to the logger {@code audit}: who, what, where, the outcome. */
public final class Audit {

    private static final Logger LOG = LoggerFactory.getLogger("dev.avenant.registry.audit");

    private Audit() {}

    /** One request that changed something, or was to. */
    public static void wrote(@Nullable String principal, String method, String path, int status) {
        LOG.info("write principal={} method={} path={} status={}", name(principal), method, clean(path), status);
    }

    /** One request that was refused for who made it. */
    public static void refused(@Nullable String principal, String method, String path, int status) {
        LOG.warn("refusal principal={} method={} path={} status={}", name(principal), method, clean(path), status);
    }

    private static String name(@Nullable String principal) {
        return principal == null ? "-" : clean(principal);
    }

    /** Without what could begin a line of its own. */
    private static String clean(String text) {
        StringBuilder clean = new StringBuilder(text.length());
        text.chars().forEach(c -> clean.append(Character.isISOControl(c) ? '?' : (char) c));
        return clean.toString();
    }
}
