package jobplatform.faults;

import com.sun.tools.attach.AgentInitializationException;
import com.sun.tools.attach.AgentLoadException;
import com.sun.tools.attach.AttachNotSupportedException;
import com.sun.tools.attach.VirtualMachine;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import jobplatform.faults.agent.FailPointAgent;
import net.bytebuddy.ByteBuddy;

/** A fail point in a running process, whose thread it holds when one comes there. */
final class ArmedFailPoint {

    private static final String CLASSES = FailPointAgent.class.getName().replace('.', '/');

    private final Path armed;
    private final Path held;

    private ArmedFailPoint(Path armed, Path held) {
        this.armed = armed;
        this.held = held;
    }

    /**
     * Has the process stop there the next time.
     *
     * @param passes how often a thread comes there before one is held
     */
    static ArmedFailPoint in(long pid, FailPoint point, int passes) {
        try {
            Path folder = Files.createTempDirectory("fail-point");
            Path armed = Files.createFile(folder.resolve("armed"));
            Path held = folder.resolve("held");
            Path jar = jar(folder.resolve("agent.jar"));
            // Deleted in the opposite order, and as late as that: the process may load from the jar at any time.
            List.of(folder, armed, held, jar).forEach(file -> file.toFile().deleteOnExit());
            VirtualMachine process = VirtualMachine.attach(Long.toString(pid));
            try {
                String arguments = String.join(
                        "\n",
                        point.type(),
                        point.method(),
                        point.side().name(),
                        Integer.toString(passes),
                        armed.toString(),
                        held.toString());
                process.loadAgent(jar.toString(), arguments);
            } finally {
                process.detach();
            }
            return new ArmedFailPoint(armed, held);
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        } catch (AttachNotSupportedException | AgentLoadException | AgentInitializationException failed) {
            throw new IllegalStateException("The process does not stop " + point, failed);
        }
    }

    /** Whether a thread came there and is held. */
    boolean isHeld() {
        return Files.exists(held);
    }

    /** Lets a thread that is held go on, if it lives, and each that comes there from now on pass. */
    void disarm() {
        try {
            Files.deleteIfExists(armed);
            Files.deleteIfExists(held);
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    private static Path jar(Path jar) throws IOException {
        Manifest manifest = new Manifest();
        Attributes attributes = manifest.getMainAttributes();
        attributes.put(Attributes.Name.MANIFEST_VERSION, "1.0");
        attributes.putValue("Agent-Class", FailPointAgent.class.getName());
        attributes.putValue("Can-Retransform-Classes", "true");
        attributes.put(
                Attributes.Name.CLASS_PATH,
                ByteBuddy.class
                        .getProtectionDomain()
                        .getCodeSource()
                        .getLocation()
                        .toString());
        try (OutputStream out = Files.newOutputStream(jar);
                JarOutputStream entries = new JarOutputStream(out, manifest)) {
            for (String name : List.of("", "$AtEntry", "$AtExit", "$Armed")) {
                String entry = CLASSES + name + ".class";
                entries.putNextEntry(new JarEntry(entry));
                try (InputStream in = ClassLoader.getSystemResourceAsStream(entry)) {
                    Objects.requireNonNull(in, entry).transferTo(entries);
                }
                entries.closeEntry();
            }
        }
        return jar;
    }
}
