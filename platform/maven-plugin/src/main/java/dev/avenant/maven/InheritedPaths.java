package dev.avenant.maven;

import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.maven.model.BuildBase;
import org.apache.maven.model.ConfigurationContainer;
import org.apache.maven.model.Model;
import org.apache.maven.model.Plugin;
import org.apache.maven.model.Profile;
import org.apache.maven.model.io.xpp3.MavenXpp3Reader;
import org.codehaus.plexus.util.xml.pull.XmlPullParserException;

/**
 * Which paths a module answers for. A parent's {@code paths} are those of all its modules, of which some may lack a folder;
 * who names a path answers for it, together with the modules below.
 */
final class InheritedPaths {
    private static final String PLUGIN = "dev.avenant:avenant-maven-plugin";

    private final Path folder;
    private final List<Path> modules;

    /**
     * A module.
     *
     * @param folder its folder
     * @param modules the folders of its modules
     */
    InheritedPaths(Path folder, List<Path> modules) {
        this.folder = folder;
        this.modules = List.copyOf(modules);
    }

    /** Whether a pom itself, or a profile in it, names paths for the plugin. */
    static boolean areNamedIn(Model pom) {
        return Stream.concat(
                        Stream.ofNullable(pom.getBuild()),
                        pom.getProfiles().stream().map(Profile::getBuild))
                .flatMap(Stream::ofNullable)
                .flatMap(InheritedPaths::plugins)
                .filter(plugin -> PLUGIN.equals(plugin.getKey()))
                .flatMap(plugin ->
                        Stream.<ConfigurationContainer>concat(Stream.of(plugin), plugin.getExecutions().stream()))
                .anyMatch(part -> String.valueOf(part.getConfiguration()).contains("<paths"));
    }

    private static Stream<Plugin> plugins(BuildBase build) {
        return Stream.concat(
                build.getPlugins().stream(),
                Optional.ofNullable(build.getPluginManagement())
                        .map(managed -> managed.getPlugins().stream())
                        .orElseGet(Stream::empty));
    }

    /**
     * Whether a module below has what this one lacks.
     *
     * @throws IOException when the pom of a module cannot be read
     */
    boolean isBelow(Path path) throws IOException {
        if (!path.startsWith(folder)) {
            return false;
        }
        Path inModule = folder.relativize(path);
        for (Path module : modules) {
            if (Files.exists(module.resolve(inModule))
                    || new InheritedPaths(module, modulesOf(module)).isBelow(module.resolve(inModule))) {
                return true;
            }
        }
        return false;
    }

    private static List<Path> modulesOf(Path module) throws IOException {
        Path pom = module.resolve("pom.xml");
        if (!Files.isRegularFile(pom)) {
            return List.of();
        }
        try (Reader text = Files.newBufferedReader(pom)) {
            Model model = new MavenXpp3Reader().read(text, false);
            List<String> names = new ArrayList<>(model.getModules());
            model.getProfiles().forEach(profile -> names.addAll(profile.getModules()));
            return foldersOf(module, names);
        } catch (XmlPullParserException refused) {
            throw new IOException(pom + " cannot be read: " + refused.getMessage(), refused);
        }
    }

    /** The folders within one that a pom there names as modules; a module may be named by its pom. */
    static List<Path> foldersOf(Path folder, List<String> modules) {
        return modules.stream()
                .map(module -> folder.resolve(module))
                .map(module -> module.toString().endsWith(".xml") ? module.resolveSibling("") : module)
                .map(Path::normalize)
                .filter(module -> !folder.startsWith(module))
                .toList();
    }
}
