package jobplatform.endtoend;

import dev.avenant.contracts.files.ContractFiles;
import dev.avenant.contracts.tree.ContractTree;
import dev.avenant.contracts.tree.Release;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import javax.tools.ToolProvider;
import org.apache.avro.compiler.specific.SpecificCompiler;
import org.apache.avro.generic.GenericData;

/** The classes of released versions of events, made as the build makes those of the current ones. */
final class OlderClasses {

    private OlderClasses() {}

    /**
     * Makes them in a folder, which goes before the current ones on a class path.
     *
     * @param versions by the full name of the event
     */
    static Path in(Path folder, Map<String, Integer> versions) throws IOException {
        ContractTree tree = ContractTree.load(ContractFiles.folder(RunningPlatform.REPOSITORY.resolve("schemas")));
        Path sources = Files.createDirectories(folder.resolve("sources"));
        for (Map.Entry<String, Integer> each : versions.entrySet()) {
            generate(release(tree, each.getKey(), each.getValue()), sources);
        }
        Path classes = Files.createDirectories(folder.resolve("classes"));
        compile(sources, classes);
        return classes;
    }

    private static Release release(ContractTree tree, String name, int version) {
        return tree.events().stream()
                .filter(event -> event.fullName().equals(name))
                .flatMap(event -> event.releases().stream())
                .filter(release -> release.version().number() == version)
                .findFirst()
                .orElseThrow(() -> new AssertionError(name + " v" + version + " was not released"));
    }

    private static void generate(Release release, Path sources) throws IOException {
        SpecificCompiler compiler = new SpecificCompiler(release.schema());
        compiler.setStringType(GenericData.StringType.String);
        compiler.setFieldVisibility(SpecificCompiler.FieldVisibility.PRIVATE);
        compiler.setCreateSetters(false);
        compiler.setEnableDecimalLogicalType(true);
        compiler.setGettersReturnOptional(true);
        compiler.setOptionalGettersForNullableFieldsOnly(true);
        compiler.compileToDestination(null, sources.toFile());
    }

    private static void compile(Path sources, Path classes) throws IOException {
        List<String> arguments = new ArrayList<>(List.of("-nowarn", "-proc:none", "-d", classes.toString()));
        arguments.addAll(List.of("-cp", System.getProperty("java.class.path")));
        try (Stream<Path> files = Files.walk(sources)) {
            files.filter(file -> file.toString().endsWith(".java"))
                    .map(Path::toString)
                    .forEach(arguments::add);
        }
        int result = ToolProvider.getSystemJavaCompiler().run(null, null, null, arguments.toArray(String[]::new));
        if (result != 0) {
            throw new AssertionError("The classes of released versions do not compile");
        }
    }
}
