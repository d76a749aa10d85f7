package dev.avenant.console.access;

import dev.avenant.console.cluster.Cluster;
import dev.avenant.console.cluster.Clusters;
import dev.avenant.console.password.PasswordHashes;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.core.env.Environment;
import org.springframework.stereotype.Component;

/** Holds the settings of access against each other when the console starts, so that none lets in whom nobody meant. */
@Component
class AccessCheck {

    private static final String PREFIX = "avenant.console.access.";
    private static final String ADDRESS = "server.address";
    private static final String MANAGEMENT_ADDRESS = "management.server.address";

    private final Clusters clusters;

    /** @throws UnusableAccessException if they cannot be meant, or would let in whoever reaches the console */
    AccessCheck(AccessSettings settings, Environment environment, Clusters clusters) {
        this.clusters = clusters;
        switch (settings.mode()) {
            case NONE -> {
                requireLoopback(ADDRESS, environment);
                if (hasManagementPort(environment)) {
                    requireLoopback(MANAGEMENT_ADDRESS, environment);
                }
                check(PREFIX + "everybody", settings.everybody());
            }
            case LOCAL -> checkUsers(settings.users());
            case OIDC -> checkProvider(settings.oidc());
        }
        if (settings.attemptsPerMinute() < 1) {
            throw new UnusableAccessException(
                    PREFIX + "attempts-per-minute: expected at least 1 but found " + settings.attemptsPerMinute() + ".",
                    "Leave it out, or set a number from 1 on.");
        }
    }

    /** Whether the actuator has a port of its own, which listens on all addresses unless it is told otherwise. */
    private static boolean hasManagementPort(Environment environment) {
        String port = environment.getProperty("management.server.port", "").strip();
        boolean isOff = port.isEmpty() || port.startsWith("-");
        boolean isAnyFree = port.equals("0");
        return !isOff && (isAnyFree || !port.equals(environment.getProperty("server.port")));
    }

    private static void requireLoopback(String setting, Environment environment) {
        String address = environment.getProperty(setting, "");
        if (!isLoopback(address)) {
            throw new UnusableAccessException(
                    PREFIX + "mode: expected local or oidc, since the console would listen on "
                            + (address.isEmpty() ? "all addresses" : address)
                            + " (" + setting + "), but found none: whoever reaches it would see all topics.",
                    "Have it listen on this machine alone (" + setting + "=127.0.0.1"
                            + (setting.equals(ADDRESS) ? ", which is the default" : "") + "), or have people sign in: "
                            + PREFIX + "mode=local with " + PREFIX + "users, or " + PREFIX + "mode=oidc with " + PREFIX
                            + "oidc. docs/console.md has an example of each.");
        }
    }

    private static boolean isLoopback(String address) {
        try {
            return !address.isEmpty() && InetAddress.getByName(address).isLoopbackAddress();
        } catch (UnknownHostException unknown) {
            return false;
        }
    }

    private void checkUsers(List<AccessSettings.User> users) {
        if (users.isEmpty()) {
            throw new UnusableAccessException(
                    PREFIX + "users: expected at least one user, since the mode is local, but found none.",
                    "Set " + PREFIX + "users[0].name, .password and .grants[0].role. " + PasswordHashes.HOW);
        }
        Set<String> names = new HashSet<>();
        for (int at = 0; at < users.size(); at++) {
            String where = PREFIX + "users[" + at + "].";
            AccessSettings.User user = users.get(at);
            if (user.name().isBlank() || !user.name().equals(user.name().strip())) {
                throw new UnusableAccessException(
                        where + "name: expected a name without spaces around it but found '" + user.name() + "'.",
                        "Set the name as it is typed to sign in.");
            }
            if (!names.add(user.name())) {
                throw new UnusableAccessException(
                        where + "name: expected another name than those before but found '" + user.name() + "' again.",
                        "Give one user all of their grants.");
            }
            if (!PasswordHashes.isHash(user.password())) {
                throw new UnusableAccessException(
                        where + "password: expected the hash of a password, such as {bcrypt}$2a$10$…, but found "
                                + (user.password().isEmpty() ? "nothing" : "something else, which is not shown") + ".",
                        PasswordHashes.HOW);
            }
            requireSome(where + "grants", user.grants());
        }
    }

    private void checkProvider(AccessSettings.@Nullable Oidc oidc) {
        String where = PREFIX + "oidc.";
        if (oidc == null || oidc.issuer().isBlank() || oidc.clientId().isBlank()) {
            throw new UnusableAccessException(
                    where + "issuer and client-id: expected both, since the mode is oidc, but found "
                            + (oidc == null
                                            || (oidc.issuer().isBlank()
                                                    && oidc.clientId().isBlank())
                                    ? "neither"
                                    : "one of them alone")
                            + ".",
                    "Set " + where + "issuer to the address of the provider, and " + where
                            + "client-id and client-secret to what it gave the console.");
        }
        if (oidc.roles().isEmpty()) {
            throw new UnusableAccessException(
                    where + "roles: expected what at least one role or group is granted but found nothing.",
                    "Set " + where + "roles[0].name to a value of the claim " + oidc.rolesClaim() + ", and " + where
                            + "roles[0].grants[0].role.");
        }
        for (int at = 0; at < oidc.roles().size(); at++) {
            AccessSettings.ProviderRole role = oidc.roles().get(at);
            String which = where + "roles[" + at + "].";
            if (role.name().isBlank()) {
                throw new UnusableAccessException(
                        which + "name: expected a value of the claim " + oidc.rolesClaim() + " but found nothing.",
                        "Set it, or to * for everybody who signs in.");
            }
            requireSome(which + "grants", role.grants());
        }
    }

    private void requireSome(String where, List<Grant> grants) {
        if (grants.isEmpty()) {
            throw new UnusableAccessException(
                    where + ": expected at least one grant but found none.",
                    "Set " + where
                            + "[0].role to viewer, operator or admin, and .topics and .subjects to the beginnings"
                            + " of names, or to *.");
        }
        check(where, grants);
    }

    private void check(String where, List<Grant> grants) {
        for (int index = 0; index < grants.size(); index++) {
            int at = index;
            Grant grant = grants.get(at);
            boolean isOfNothing = grant.topics().isEmpty() && grant.subjects().isEmpty();
            if (grant.role() == null || (grant.role() == Role.ADMIN) != isOfNothing) {
                throw new UnusableAccessException(
                        where + "[" + at
                                + "]: expected a role, with topics or subjects unless it is admin, which is for"
                                + " everything, but found the role "
                                + (grant.role() == null
                                        ? "nothing"
                                        : grant.role().name().toLowerCase(Locale.ROOT))
                                + " with topics " + grant.topics() + " and subjects " + grant.subjects() + ".",
                        "Set .topics and .subjects to the beginnings of names, or to *; leave both out for admin.");
            }
            grant.clusters().stream()
                    .filter(cluster -> clusters.named(cluster).isEmpty())
                    .findFirst()
                    .ifPresent(unknown -> {
                        throw new UnusableAccessException(
                                where + "[" + at + "].clusters: expected names of clusters ("
                                        + clusters.all().stream()
                                                .map(Cluster::name)
                                                .collect(Collectors.joining(", "))
                                        + ") but found '" + unknown + "'.",
                                "Name clusters of avenant.console.clusters, or leave it out for all.");
                    });
            if (grant.topics().contains("") || grant.subjects().contains("")) {
                throw new UnusableAccessException(
                        where + "[" + at + "]: expected the beginnings of names but found an empty one.",
                        "Write * for all.");
            }
        }
    }
}
