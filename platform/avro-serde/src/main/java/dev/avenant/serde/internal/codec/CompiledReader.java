package dev.avenant.serde.internal.codec;

import java.lang.reflect.Field;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;

/** Makes the code that reads records as objects of one generated class. */
final class CompiledReader extends CompiledCodec {

    private static final int IN = 0;
    private static final int RECORD = 1;
    private static final Map<ValueReader, String> PRIMITIVES = Map.of(
            PrimitiveReaders.BOOLEAN, "readBoolean",
            PrimitiveReaders.INT, "readInt",
            PrimitiveReaders.LONG, "readLong",
            PrimitiveReaders.FLOAT, "readFloat",
            PrimitiveReaders.DOUBLE, "readDouble");
    private static final Map<ValueReader, Class<?>> TYPES = Map.of(
            PrimitiveReaders.BOOLEAN, boolean.class,
            PrimitiveReaders.INT, int.class,
            PrimitiveReaders.LONG, long.class,
            PrimitiveReaders.FLOAT, float.class,
            PrimitiveReaders.DOUBLE, double.class);

    private final List<Step> steps;

    private CompiledReader(Class<?> type, List<Step> steps) {
        super(type, type, READER);
        this.steps = steps;
    }

    /**
     * What is read next.
     *
     * @param name the field as it was written
     * @param target the field of the reader's schema that it becomes; null when it is passed over
     */
    record Step(String name, ValueReader reader, @Nullable String target) {}

    /** The code for these steps, in their order. */
    static RecordCodec.Reader of(Class<?> type, List<Step> steps) throws ReflectiveOperationException {
        CompiledReader made = new CompiledReader(type, steps);
        made.read();
        return (RecordCodec.Reader) made.instance(steps.stream().map(Step::name).toArray(String[]::new));
    }

    private void read() throws ReflectiveOperationException {
        MethodVisitor method =
                code.visitMethod(Opcodes.ACC_PUBLIC, "read", "(L" + INPUT + ";)Ljava/lang/Object;", null, new String[] {
                    "java/io/IOException"
                });
        method.visitCode();
        method.visitVarInsn(Opcodes.ALOAD, 1);
        method.visitMethodInsn(Opcodes.INVOKEVIRTUAL, INPUT, "enterRecord", "()V", false);
        method.visitTypeInsn(Opcodes.NEW, owner);
        method.visitInsn(Opcodes.DUP);
        method.visitMethodInsn(Opcodes.INVOKESPECIAL, owner, "<init>", "()V", false);
        method.visitVarInsn(Opcodes.ASTORE, 2);
        callParts(steps.size(), "(L" + INPUT + ";L" + owner + ";)V", method, () -> {
            method.visitVarInsn(Opcodes.ALOAD, 1);
            method.visitVarInsn(Opcodes.ALOAD, 2);
        });
        method.visitVarInsn(Opcodes.ALOAD, 1);
        method.visitMethodInsn(Opcodes.INVOKEVIRTUAL, INPUT, "leaveRecord", "()V", false);
        method.visitVarInsn(Opcodes.ALOAD, 2);
        method.visitInsn(Opcodes.ARETURN);
        method.visitMaxs(0, 0);
        method.visitEnd();
    }

    @Override
    void field(int number, MethodVisitor method) throws ReflectiveOperationException {
        Step step = steps.get(number);
        if (step.target() == null) {
            value(step.reader(), method);
            method.visitInsn(Opcodes.POP);
            return;
        }
        Field field = fieldOf(step.target());
        Class<?> held = field.getType();
        method.visitVarInsn(Opcodes.ALOAD, RECORD);
        if (TYPES.get(step.reader()) == held) {
            method.visitVarInsn(Opcodes.ALOAD, IN);
            method.visitMethodInsn(
                    Opcodes.INVOKEVIRTUAL,
                    INPUT,
                    PRIMITIVES.get(step.reader()),
                    "()" + Type.getDescriptor(held),
                    false);
        } else if (step.reader() == PrimitiveReaders.JAVA_STRING && held.isAssignableFrom(String.class)) {
            method.visitVarInsn(Opcodes.ALOAD, IN);
            method.visitMethodInsn(Opcodes.INVOKEVIRTUAL, INPUT, "readString", "()Ljava/lang/String;", false);
        } else {
            value(step.reader(), method);
            unwrap(held, method);
        }
        method.visitFieldInsn(Opcodes.PUTFIELD, owner, field.getName(), Type.getDescriptor(held));
    }

    private void value(ValueReader reader, MethodVisitor method) {
        push(NullableReader.orItself(reader), method);
        method.visitVarInsn(Opcodes.ALOAD, IN);
        method.visitMethodInsn(Opcodes.INVOKEINTERFACE, READER, "read", "(L" + INPUT + ";)Ljava/lang/Object;", true);
    }
}
