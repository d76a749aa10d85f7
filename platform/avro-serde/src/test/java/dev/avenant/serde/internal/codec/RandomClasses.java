package dev.avenant.serde.internal.codec;

import dev.avenant.avro.generators.RandomSchemas;
import dev.avenant.serde.TrustedRecords;
import java.io.IOException;
import java.io.StringWriter;
import java.lang.invoke.MethodHandles;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import javax.tools.JavaCompiler;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;
import org.apache.avro.AvroRuntimeException;
import org.apache.avro.Schema;
import org.apache.avro.compiler.specific.SpecificCompiler;
import org.apache.avro.generic.GenericData.StringType;
import org.apache.avro.specific.SpecificRecord;

/** The classes that Avro generates from a schema, with Java's own strings and with decimals, compiled. */
final class RandomClasses {

    private final Path classes;
    private final String name;

    private RandomClasses(Path classes, String name) {
        this.classes = classes;
        this.name = name;
    }

    /**
     * Generates them into that directory, all in this package.
     *
     * @param schemas makes the schema, whose types it calls by a letter and a number
     * @param unique begins their names
     */
    static RandomClasses of(RandomSchemas schemas, String unique, Path directory) throws IOException {
        Path sources = directory.resolve(unique + "-sources");
        String name = generate(schemas, unique, sources);
        Path classes = Files.createDirectories(directory.resolve(unique));
        compile(sources, classes);
        return new RandomClasses(classes, name);
    }

    /** Generates the classes of the next schema for which Avro can, and whose types are called differently in one package too. */
    private static String generate(RandomSchemas schemas, String unique, Path sources) throws IOException {
        while (true) {
            String text = inThisPackage(schemas.schema(), unique);
            try {
                Schema schema = new Schema.Parser().parse(text);
                SpecificCompiler generator = new SpecificCompiler(schema);
                generator.setStringType(StringType.String);
                generator.setEnableDecimalLogicalType(true);
                generator.setFieldVisibility(SpecificCompiler.FieldVisibility.PRIVATE);
                generator.compileToDestination(null, sources.toFile());
                return schema.getFullName();
            } catch (AvroRuntimeException refused) {
                // the next one
            }
        }
    }

    private static String inThisPackage(Schema schema, String unique) {
        return schema.toString()
                .replaceAll("\"namespace\":\"\\w+\"", "\"namespace\":\"" + RandomClasses.class.getPackageName() + "\"")
                .replaceAll("\"(?:\\w+\\.)?([A-Z]\\d+)\"", "\"" + unique + "$1\"");
    }

    private static void compile(Path sources, Path classes) throws IOException {
        JavaCompiler compiler = Objects.requireNonNull(ToolProvider.getSystemJavaCompiler(), "a JDK runs the tests");
        StringWriter said = new StringWriter();
        List<String> options = List.of(
                "-nowarn",
                "-proc:none",
                "-d",
                classes.toString(),
                "-cp",
                System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")));
        try (StandardJavaFileManager files = compiler.getStandardFileManager(null, null, null);
                Stream<Path> found = Files.walk(sources)) {
            List<Path> units =
                    found.filter(file -> file.toString().endsWith(".java")).toList();
            if (!compiler.getTask(said, files, null, options, null, files.getJavaFileObjectsFromPaths(units))
                    .call()) {
                throw new IllegalStateException("Java does not take what Avro generates: " + said);
            }
        }
    }

    /** The class of the record, in the class loader of the tests. */
    Class<? extends SpecificRecord> load() throws IOException, ReflectiveOperationException {
        try (Stream<Path> files = Files.walk(classes)) {
            for (Path file :
                    files.filter(each -> each.toString().endsWith(".class")).toList()) {
                define(Files.readAllBytes(file));
            }
        }
        return trusted(Class.forName(name));
    }

    private static void define(byte[] file) throws IllegalAccessException {
        try {
            MethodHandles.lookup().defineClass(file);
        } catch (NoClassDefFoundError notThereYet) {
            // The class is there, and is linked once the others are.
        }
    }

    /** The class of the record, in a class loader of its own. */
    Class<? extends SpecificRecord> loadApart() throws IOException, ReflectiveOperationException {
        ClassLoader apart =
                new URLClassLoader(new URL[] {classes.toUri().toURL()}, RandomClasses.class.getClassLoader());
        return trusted(Class.forName(name, true, apart));
    }

    private static Class<? extends SpecificRecord> trusted(Class<?> found) {
        Class<? extends SpecificRecord> type = found.asSubclass(SpecificRecord.class);
        TrustedRecords.trust(type);
        return type;
    }
}
