package dev.avenant.console.registry;

import dev.avenant.console.AccessRefusedException;
import dev.avenant.console.Messages;
import dev.avenant.console.ShownText;
import dev.avenant.console.cluster.Cluster;
import dev.avenant.console.cluster.PerCluster;
import dev.avenant.registry.client.HttpRegistryClient;
import dev.avenant.registry.client.RegistryException;
import java.util.function.Function;

/** Asks the registry, and tells its being away from its refusing access; nobody asks again. */
@PerCluster
public class RegistryQuestions {

    private final HttpRegistryClient registry;
    private final String setting;

    RegistryQuestions(Cluster cluster) {
        this.setting = cluster.setting("registry");
        this.registry = new HttpRegistryClient(cluster.registryConnection());
    }

    /**
     * What the registry answers.
     *
     * @throws RegistryAwayException when it does not answer, or not as a registry does
     * @throws RejectedQuestionException when it does not take the question
     * @throws AccessRefusedException when it does not take the console's credentials
     */
    public <T> T ask(Function<HttpRegistryClient, T> question) {
        try {
            return question.apply(registry);
        } catch (RegistryException failed) {
            String message = messageOf(failed);
            throw switch (failed.kind()) {
                case REFUSED ->
                    new AccessRefusedException(Messages.of("problem.registry-refused", message), setting, failed);
                case REJECTED -> new RejectedQuestionException(message, failed);
                default -> new RegistryAwayException(message, failed);
            };
        }
    }

    /** What is made with the client; what it asks is asked by {@link #ask}. */
    public <T> T with(Function<HttpRegistryClient, T> step) {
        return step.apply(registry);
    }

    /** What the registry said, in one line. */
    static String messageOf(RegistryException failed) {
        return ShownText.line(failed.getMessage() == null ? failed.kind().name() : failed.getMessage());
    }
}
