package dev.avenant.console.cluster;

import dev.avenant.console.ConsoleSettings;
import jakarta.servlet.http.HttpServletRequest;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.springframework.stereotype.Component;
import org.springframework.web.context.request.RequestContextHolder;
import org.springframework.web.context.request.ServletRequestAttributes;

/** The clusters that the console looks at. */
@Component
public class Clusters {

    private static final String ATTRIBUTE = Clusters.class.getName();
    private static final String WITHHELD = ATTRIBUTE + ".withheld";
    private static final Pattern NAME = Pattern.compile("[a-z0-9][a-z0-9-]{0,39}");

    private final List<Cluster> all;

    /** @throws UnusableClusterException if their settings cannot be meant */
    Clusters(ConsoleSettings console, ClusterSettings settings) {
        requireName("avenant.console.cluster", settings.cluster());
        List<Cluster> found = new ArrayList<>();
        found.add(new Cluster(settings.cluster(), true, settings.clusters().isEmpty(), console));
        new TreeMap<>(settings.clusters()).forEach((name, further) -> {
            String setting = "avenant.console.clusters." + name;
            requireName(setting, name);
            if (name.equals(settings.cluster())) {
                throw new UnusableClusterException(
                        setting + ": expected another name than that of the default cluster but found " + name + ".",
                        "Rename it, or set avenant.console.cluster to the name of the default one.");
            }
            if (further.bootstrapServers().isBlank() || further.registryUrl().isBlank()) {
                throw new UnusableClusterException(
                        setting + ": expected bootstrap-servers and registry-url but found "
                                + (further.bootstrapServers().isBlank()
                                                && further.registryUrl().isBlank()
                                        ? "neither"
                                        : "one of them alone")
                                + ".",
                        "Set " + setting + ".bootstrap-servers and " + setting + ".registry-url.");
            }
            found.add(new Cluster(
                    name,
                    false,
                    false,
                    console.at(
                            further.bootstrapServers(),
                            further.kafka(),
                            further.registryUrl(),
                            further.registry(),
                            further.contracts(),
                            further.services())));
        });
        this.all = List.copyOf(found);
    }

    private static void requireName(String setting, String name) {
        if (!NAME.matcher(name).matches()) {
            throw new UnusableClusterException(
                    setting + ": expected a name of up to 40 small letters, digits and dashes but found '" + name
                            + "'.",
                    "Addresses name the cluster: give it such a name.");
        }
    }

    /** All, the default one first, the others by their names. */
    public List<Cluster> all() {
        return all;
    }

    /** The cluster of a name; empty when there is none. */
    public Optional<Cluster> named(String name) {
        return all.stream().filter(cluster -> cluster.name().equals(name)).findFirst();
    }

    Cluster ofNoName() {
        return all.get(0);
    }

    static void set(HttpServletRequest request, Cluster cluster) {
        request.setAttribute(ATTRIBUTE, cluster);
    }

    /** Has a request go on as if there were no cluster of the name that its path has. */
    public void withhold(HttpServletRequest request) {
        request.setAttribute(WITHHELD, true);
        set(request, ofNoName());
    }

    static boolean isWithheld(HttpServletRequest request) {
        return request.getAttribute(WITHHELD) != null;
    }

    /** The cluster that a request is about; empty when nobody has read its path yet. */
    public static Optional<Cluster> of(HttpServletRequest request) {
        return request.getAttribute(ATTRIBUTE) instanceof Cluster cluster ? Optional.of(cluster) : Optional.empty();
    }

    /** What stands before the paths of the console, whichever cluster a request is about. */
    public static String contextOf(HttpServletRequest request) {
        String context = request.getContextPath();
        String path = of(request).map(Cluster::path).orElse("");
        return context.substring(0, context.length() - (context.endsWith(path) ? path.length() : 0));
    }

    /**
     * That of the request in work. Where there is no request, nobody says which one is meant.
     *
     * @throws IllegalStateException if there is no request
     */
    public static Cluster current() {
        if (RequestContextHolder.getRequestAttributes() instanceof ServletRequestAttributes attributes) {
            Optional<Cluster> cluster = of(attributes.getRequest());
            if (cluster.isPresent()) {
                return cluster.get();
            }
        }
        throw new IllegalStateException("Expected to be asked in a request, which says which cluster is meant");
    }
}
