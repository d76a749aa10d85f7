package dev.avenant.stack.internal;

import dev.avenant.stack.config.StackException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** PostgreSQL refuses to run as the superuser; this runs it as somebody else when the stack itself runs as root. */
final class UnprivilegedUser {

    /** The user "nobody" on every system where this is needed. */
    private static final String NOBODY = "65534";

    private static final List<String> PREFIX = find();

    private UnprivilegedUser() {}

    /** What stands before a command of PostgreSQL; empty for an ordinary user. */
    static List<String> prefix() {
        return PREFIX;
    }

    /** Makes files belong to whom {@link #prefix} runs as. */
    static void give(List<Path> files) throws IOException {
        if (!PREFIX.contains("setpriv")) {
            return;
        }
        List<String> chown = new ArrayList<>(List.of("chown", "-R", NOBODY + ":" + NOBODY));
        files.forEach(file -> chown.add(file.toString()));
        if (!Machine.succeeds(chown)) {
            throw new IOException("Could not give " + files + " to the user nobody");
        }
        for (Path file : files) {
            List<String> look = new ArrayList<>(PREFIX);
            look.addAll(List.of("test", "-r", file.toString()));
            if (!Machine.succeeds(look)) {
                throw new StackException("PostgreSQL does not run as root, and the user nobody cannot reach " + file
                        + ". Run ./avenant up as an ordinary user, or from a folder that every user can enter.");
            }
        }
    }

    private static List<String> find() {
        if (!Machine.isRoot()) {
            return List.of();
        }
        if (Machine.succeeds(List.of("unshare", "-U", "true"))) {
            return List.of("unshare", "-U");
        }
        List<String> nobody = List.of("setpriv", "--reuid=" + NOBODY, "--regid=" + NOBODY, "--clear-groups");
        List<String> trial = new ArrayList<>(nobody);
        trial.add("true");
        return Machine.succeeds(trial) ? nobody : List.of();
    }
}
