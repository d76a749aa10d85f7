package dev.avenant.console.cluster;

import dev.avenant.console.ConsoleSettings;

/**
 * A Kafka with its registry and contracts, as the console looks at it.
 *
 * @param name by which addresses, grants and records of actions name it
 * @param isDefault whether it is the one whose addresses name no cluster
 * @param isOnly whether the console looks at no other one
 * @param settings the console's settings, with where this cluster is in place of where the default one is
 */
public record Cluster(String name, boolean isDefault, boolean isOnly, ConsoleSettings settings) {

    private static final String SETTINGS = "avenant.console.";

    /** The one that a console looks at which looks at no other. */
    public static Cluster only(ConsoleSettings settings) {
        return new Cluster(ClusterSettings.DEFAULT, true, true, settings);
    }

    /** What stands before the paths of its pages; empty for the default one. */
    public String path() {
        return isDefault ? "" : ClusterPaths.PAGES + name;
    }

    /** The name of a setting of it. */
    public String setting(String name) {
        return isDefault ? SETTINGS + name : SETTINGS + "clusters." + this.name + "." + name;
    }
}
