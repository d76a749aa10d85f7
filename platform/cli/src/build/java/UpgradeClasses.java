import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Collections;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import java.util.zip.ZipOutputStream;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ClassVisitor;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.Opcodes;

/**
 * Writes the classes of jars anew in the format of Java 8, in place; the build runs it from its source.
 *
 * <p>picocli is compiled for Java 5. No archive of loaded classes takes classes so old, and the JVM verifies them in
 * another, slower way: they were two thirds of the time of {@code avenant check}.
 */
final class UpgradeClasses {

    private static final int FORMAT = Opcodes.V1_8;
    private static final int VERSION_OFFSET = 6;
    private static final int HEADER_LENGTH = 8;

    private UpgradeClasses() {}

    /** Takes the jars, which must be on the class path too: frames need the types that classes extend. */
    public static void main(String[] jars) throws IOException {
        for (String jar : jars) {
            upgrade(Path.of(jar));
        }
    }

    private static void upgrade(Path jar) throws IOException {
        if (isUpgraded(jar)) {
            return;
        }
        Path upgraded = jar.resolveSibling(jar.getFileName() + ".part");
        try (ZipFile from = new ZipFile(jar.toFile());
                ZipOutputStream to = new ZipOutputStream(Files.newOutputStream(upgraded))) {
            for (ZipEntry entry : Collections.list(from.entries())) {
                ZipEntry copy = new ZipEntry(entry.getName());
                copy.setLastModifiedTime(entry.getLastModifiedTime());
                to.putNextEntry(copy);
                try (InputStream content = from.getInputStream(entry)) {
                    byte[] bytes = content.readAllBytes();
                    to.write(entry.getName().endsWith(".class") ? upgraded(bytes) : bytes);
                }
            }
        }
        Files.move(upgraded, jar, StandardCopyOption.REPLACE_EXISTING);
    }

    private static boolean isUpgraded(Path jar) throws IOException {
        try (ZipFile file = new ZipFile(jar.toFile())) {
            for (ZipEntry entry : Collections.list(file.entries())) {
                try (InputStream content = file.getInputStream(entry)) {
                    if (entry.getName().endsWith(".class") && format(content.readNBytes(HEADER_LENGTH)) < FORMAT) {
                        return false;
                    }
                }
            }
        }
        return true;
    }

    private static int format(byte[] bytes) {
        return (bytes[VERSION_OFFSET] & 0xff) << 8 | bytes[VERSION_OFFSET + 1] & 0xff;
    }

    private static byte[] upgraded(byte[] bytes) {
        if (format(bytes) >= FORMAT) {
            return bytes;
        }
        ClassReader reader = new ClassReader(bytes);
        ClassWriter writer = new ClassWriter(ClassWriter.COMPUTE_FRAMES);
        reader.accept(
                new ClassVisitor(Opcodes.ASM9, writer) {
                    @Override
                    public void visit(
                            int version, int access, String name, String signature, String parent, String[] types) {
                        super.visit(FORMAT, access, name, signature, parent, types);
                    }
                },
                ClassReader.SKIP_FRAMES);
        return writer.toByteArray();
    }
}
