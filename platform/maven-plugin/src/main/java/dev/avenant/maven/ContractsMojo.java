package dev.avenant.maven;

import dev.avenant.contracts.check.CheckRefusedException;
import dev.avenant.contracts.config.ContractsConfig;
import dev.avenant.contracts.files.ContractsFileException;
import dev.avenant.contracts.files.ContractsUnreadableException;
import dev.avenant.registry.client.RegistryException;
import dev.avenant.schema.SchemaSyntaxException;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import javax.inject.Inject;
import org.apache.kafka.common.KafkaException;
import org.apache.maven.plugin.AbstractMojo;
import org.apache.maven.plugin.MojoExecutionException;
import org.apache.maven.plugin.MojoFailureException;
import org.apache.maven.plugins.annotations.Parameter;
import org.apache.maven.settings.Settings;
import org.apache.maven.settings.crypto.SettingsDecrypter;
import org.jspecify.annotations.Nullable;

/** What all goals have alike: the project, the registry, and that every failure is a sentence. */
abstract class ContractsMojo extends AbstractMojo {

    /** Do nothing. */
    @Parameter(property = "avenant.skip", defaultValue = "false")
    private boolean skip;

    /**
     * The folder with <code>schemas/contracts.yaml</code>. By default the module's folder, when it has that file, and the
     * folder around a module that is <code>schemas</code> itself.
     */
    @Parameter(property = "avenant.project")
    private @Nullable File project;

    /** The id of a <code>server</code> in Maven's settings, of which user and password are the registry's. */
    @Parameter(property = "avenant.registryServerId")
    private @Nullable String registryServerId;

    /**
     * A properties file with settings of the registry's client by Confluent's names, such as
     * <code>bearer.auth.token</code>.
     */
    @Parameter(property = "avenant.registryConfig")
    private @Nullable File registryConfig;

    /** The same settings in the pom; they win over the file. */
    @Parameter
    private @Nullable Map<String, String> registrySettings;

    @Parameter(defaultValue = "${basedir}", readonly = true, required = true)
    @SuppressWarnings("NullAway.Init") // Maven sets it
    private File basedir;

    @Parameter(defaultValue = "${settings}", readonly = true, required = true)
    @SuppressWarnings("NullAway.Init") // Maven sets it
    private Settings settings;

    @Inject
    @SuppressWarnings("NullAway.Init") // Maven sets it
    private SettingsDecrypter decrypter;

    /** Does what the goal is for. */
    abstract void run() throws MojoExecutionException, MojoFailureException, IOException;

    @Override
    public final void execute() throws MojoExecutionException, MojoFailureException {
        if (skip) {
            getLog().info("avenant.skip is set, so nothing is done.");
            return;
        }
        try {
            run();
        } catch (CheckRefusedException
                | ContractsFileException
                | ContractsUnreadableException
                | SchemaSyntaxException refused) {
            throw new MojoExecutionException(refused.getMessage());
        } catch (RegistryException refused) {
            throw new MojoExecutionException("The request to the schema registry failed: " + refused.getMessage());
        } catch (KafkaException wrong) {
            throw new MojoExecutionException("The registry's settings cannot be used: " + wrong.getMessage() + ".");
        } catch (IOException failed) {
            throw new MojoExecutionException("Could not read or write a file: " + failed + ".");
        }
    }

    /** The module's folder. */
    final Path folder() {
        return basedir.toPath().toAbsolutePath().normalize();
    }

    /** The folder with {@code schemas/contracts.yaml}, where there is one. */
    final Optional<Path> project() throws MojoExecutionException {
        if (project != null) {
            Path named = project.toPath();
            if (!hasContracts(named)) {
                throw new MojoExecutionException("Expected schemas/" + ContractsConfig.FILE + " in " + named
                        + " but found none. Correct avenant.project.");
            }
            return Optional.of(named);
        }
        Path around = folder().getParent();
        if (hasContracts(folder())) {
            return Optional.of(folder());
        }
        return folder().endsWith("schemas") && around != null && hasContracts(around)
                ? Optional.of(around)
                : Optional.empty();
    }

    private static boolean hasContracts(Path folder) {
        return Files.isRegularFile(folder.resolve("schemas").resolve(ContractsConfig.FILE));
    }

    /**
     * How the registry is reached.
     *
     * @param url wins over the settings; null for what they or the environment say
     * @param purpose what it is needed for, for the message when Maven works offline
     */
    final RegistryAccess registry(@Nullable String url, String purpose) throws MojoExecutionException {
        if (settings.isOffline()) {
            throw new MojoExecutionException("Maven works offline (-o), and " + purpose
                    + " asks a schema registry. Run it without -o, or leave it out with -Davenant.skip.");
        }
        Map<String, String> given = new LinkedHashMap<>();
        if (registryConfig != null) {
            given.putAll(RegistryAccess.read(registryConfig.toPath()));
        }
        if (registryServerId != null) {
            given.putAll(RegistryAccess.credentials(registryServerId, settings, decrypter));
        }
        if (registrySettings != null) {
            given.putAll(registrySettings);
        }
        return RegistryAccess.of(url, given);
    }
}
