package dev.avenant.stack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.groups.Tuple.tuple;

import dev.avenant.stack.config.ComponentStatus;
import dev.avenant.stack.config.StackException;
import dev.avenant.stack.config.StackOptions;
import dev.avenant.stack.internal.Folders;
import dev.avenant.stack.internal.StartupSequence;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A component that is added to {@code stack.yaml}, and to nothing else, is started, watched and told of. */
@Tag("process")
class AddedComponentTest {

    @TempDir
    private Path repository;

    private StackOptions options() {
        return StackOptions.in(repository).onFreePorts();
    }

    @BeforeEach
    void makeARepositoryWithOneProgramAndATask() throws IOException {
        build("orders");
        build("prices");
        Files.writeString(repository.resolve("stack.yaml"), """
            components:
              prices: {type: task, module: prices, environment: {DONE: done.txt}}
              orders:
                module: orders
                port: 8001
                needs: [prices]
                health: /health
                environment: {PORT: "${port}", NAME: "${name}", DONE: done.txt}
            """);
    }

    @Test
    void isStartedAfterWhatItNeedsWithItsPortAndName() throws Exception {
        // Given one more component, which needs the other
        build("stock");
        Files.writeString(repository.resolve("stack.yaml"), Files.readString(repository.resolve("stack.yaml")) + """
              stock:
                module: stock
                port: 8002
                needs: [orders]
                health: /health
                environment: {PORT: "${port}", NAME: "${name} beside ${orders.port}", DONE: done.txt}
            """);
        StackOptions options = options();
        Queue<String> said = new ConcurrentLinkedQueue<>();

        // When the stack is started
        try (LocalStack stack = LocalStack.start(options, said::add)) {

            // Then it runs with what it was given
            assertThat(get(stack.url("stock").resolve("/name")))
                    .isEqualTo("stock beside " + options.ports().of("orders"));
            assertThat(stack.status())
                    .extracting(ComponentStatus::component, ComponentStatus::state)
                    .containsExactly(
                            tuple("orders", ComponentStatus.State.READY), tuple("stock", ComponentStatus.State.READY));
            List<String> order = said.stream()
                    .skip(1)
                    .map(line -> line.substring(0, line.indexOf(' ')))
                    .toList();
            assertThat(order).containsExactly("prices", "orders", "stock");
        }
    }

    @Test
    void isStoppedBeforeWhatItNeedsAndTogetherWithWhatItDoesNot() throws Exception {
        // Given two that need a third, each of which ends only when the other is told to
        build("stock");
        build("carts");
        Files.writeString(repository.resolve("stack.yaml"), Files.readString(repository.resolve("stack.yaml")) + """
              stock:
                module: stock
                port: 8002
                needs: [orders]
                health: /health
                environment: {PORT: "${port}", NAME: "${name}", DONE: done.txt, STOPS_WITH: carts}
              carts:
                module: carts
                port: 8003
                needs: [orders]
                health: /health
                environment: {PORT: "${port}", NAME: "${name}", DONE: done.txt, STOPS_WITH: stock}
            """);
        Queue<String> said = new ConcurrentLinkedQueue<>();
        LocalStack stack = LocalStack.start(options(), said::add);
        int before = said.size();

        // When the stack is stopped
        stack.close();

        // Then the two met, and the third ended behind them
        assertThat(repository.resolve("stock.met")).hasContent("carts");
        assertThat(repository.resolve("carts.met")).hasContent("stock");
        List<String> order = said.stream()
                .skip(before)
                .map(line -> line.replaceAll(" after .*", ""))
                .toList();
        assertThat(order)
                .containsExactlyInAnyOrder("stock stopped", "carts stopped", "orders stopped")
                .endsWith("orders stopped");
    }

    @Test
    void isStartedWithTheClassesThatItsFirstStopKept() throws Exception {
        StackOptions options = options().archivingClasses();
        Queue<String> said = new ConcurrentLinkedQueue<>();

        // Given a first run, which says that its stop takes longer
        LocalStack first = LocalStack.start(options, said::add);
        first.close();
        String announced = "stopping; what the JVMs have loaded is kept, once after a build, for quicker starts";
        assertThat(said).contains(announced);
        said.clear();

        // When it runs again, then from what was kept, and its stop is as quick as any
        try (LocalStack second = LocalStack.start(options, said::add)) {
            ProcessHandle orders =
                    ProcessHandle.of(second.pid("orders").getAsLong()).orElseThrow();
            assertThat(orders.info().arguments().orElseThrow())
                    .anyMatch(argument -> argument.startsWith("-XX:SharedArchiveFile="
                            + repository.resolve(".avenant/cache/classes").toAbsolutePath() + "/orders-"));
        }
        assertThat(said).doesNotContain(announced);
    }

    @Test
    void hasAFolderForItsTemporaryFilesThatLosesWhatAKilledProcessLeftInIt() throws Exception {
        Path all = repository.resolve(".avenant/tmp").toAbsolutePath();
        try (LocalStack stack = LocalStack.start(options())) {
            // Given a process that was killed and left a file
            Path left = Path.of(get(stack.url("orders").resolve("/temporary")));
            assertThat(left).hasParent(all.resolve("orders"));
            stack.kill("orders");
            assertThat(left).exists();

            // When the component is started again
            stack.restart("orders");

            // Then only the new one's is there
            Path own = Path.of(get(stack.url("orders").resolve("/temporary")));
            assertThat(all.resolve("orders")).isDirectoryContaining(own::equals);
            assertThat(left).doesNotExist();
        }
        // And none when the stack has stopped
        assertThat(all).doesNotExist();
    }

    /** As when the home is one that was there before, with a folder for other temporary files. */
    @Test
    void leavesTemporaryFilesOfOthersInItsHome() throws Exception {
        Path all = repository.resolve(".avenant/tmp");
        Path ofOthers = Files.createDirectories(all).resolve("notes.txt");
        Files.writeString(ofOthers, "not of a component");

        LocalStack.start(options()).close();

        assertThat(all).isDirectoryContaining(ofOthers::equals);
        assertThat(all.resolve("orders")).doesNotExist();
    }

    @Test
    void leavesNoProcessOfWhichItCannotKeepANote() throws Exception {
        // Given a folder in the place of what is written first
        Path run = repository.resolve(".avenant/run");
        Files.createDirectories(run.resolve("orders.tmp"));

        assertThatThrownBy(() -> LocalStack.start(options()))
                .isInstanceOf(StackException.class)
                .hasMessageStartingWith("The process of orders cannot be noted in " + run.toAbsolutePath() + ": ")
                .hasMessageEndingWith(". Make room there, or make it writable, and start it again.");
        assertThat(ProcessHandle.current().descendants().filter(this::isOrders)).isEmpty();
    }

    private boolean isOrders(ProcessHandle process) {
        return process.isAlive()
                && process.info()
                        .commandLine()
                        .orElse("")
                        .contains(repository.resolve("orders").toString());
    }

    @Test
    void showsTheEndOfTheLogOfATaskThatFails() throws Exception {
        // Given a task that cannot write what it should
        Files.createDirectories(repository.resolve("done.txt"));

        assertThatThrownBy(() -> LocalStack.start(options()))
                .isInstanceOf(StackException.class)
                .hasMessageStartingWith("prices ended with exit code 1. The end of its log, "
                        + repository.resolve(".avenant/logs/prices.log").toAbsolutePath() + ":")
                .hasMessageContaining("done.txt");
    }

    /** Else one that was about to begin when the stack was stopped would outlive it. */
    @Test
    void noTaskBeginsOnceTheStackIsStopped() throws Exception {
        Files.writeString(repository.resolve("stack.yaml"), """
            components:
              prices: {type: task, module: prices, environment: {DONE: done.txt}}
            """);
        StackOptions options = options();
        Folders folders = Folders.of(options);
        folders.create();
        StartupSequence start = new StartupSequence(options, folders, Map.of(), line -> {});

        start.abandon();

        assertThatThrownBy(start::run)
                .isInstanceOf(StackException.class)
                .hasMessage("prices is not started: the stack is being stopped");
        assertThat(repository.resolve("done.txt")).doesNotExist();
    }

    @Test
    void isRefusedWhenItRefersToWhatThereIsNot() throws Exception {
        Files.writeString(repository.resolve("stack.yaml"), """
            components:
              orders: {module: orders, port: 8001, arguments: ["${stock.port}"]}
            """);

        assertThatThrownBy(() -> LocalStack.start(options()))
                .isInstanceOf(StackException.class)
                .hasMessage("[stack.yaml: components.orders] \"${stock.port}\" refers to stock.port, expected one of"
                        + " [data, name, orders.port, port].");
    }

    @Test
    void isRefusedWhenItIsNotBuilt() throws Exception {
        Path jar = repository.resolve("orders/target/app/orders.jar");
        Files.delete(jar);

        assertThatThrownBy(() -> LocalStack.start(options()))
                .isInstanceOf(StackException.class)
                .hasMessage(
                        "orders is not built: " + jar + " is missing. Run ./mvnw -DskipTests package and try again.");
    }

    /** What a build leaves of a module: its jar, with a program that answers HTTP or, without a port, ends. */
    private void build(String module) throws IOException {
        Path app = Files.createDirectories(repository.resolve(module).resolve("target/app"));
        Manifest manifest = new Manifest();
        manifest.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
        manifest.getMainAttributes().put(Attributes.Name.MAIN_CLASS, ShopProgram.class.getName());
        String classFile = ShopProgram.class.getName().replace('.', '/') + ".class";
        try (OutputStream file = Files.newOutputStream(app.resolve(module + ".jar"));
                JarOutputStream jar = new JarOutputStream(file, manifest);
                InputStream program = ShopProgram.class.getResourceAsStream("/" + classFile)) {
            jar.putNextEntry(new JarEntry(classFile));
            jar.write(program.readAllBytes());
        }
    }

    private static String get(URI address) throws IOException, InterruptedException {
        return HttpClient.newHttpClient()
                .send(HttpRequest.newBuilder(address).build(), HttpResponse.BodyHandlers.ofString())
                .body();
    }
}
