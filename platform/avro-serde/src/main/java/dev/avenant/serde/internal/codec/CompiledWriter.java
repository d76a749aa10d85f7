package dev.avenant.serde.internal.codec;

import java.lang.reflect.Field;
import java.util.List;
import java.util.Map;
import org.apache.avro.Schema;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;

/** Makes the code that writes objects of one generated class. */
final class CompiledWriter extends CompiledCodec {

    private static final int RECORD = 0;
    private static final int OUT = 1;
    private static final Map<Integer, String> PRIMITIVES = Map.of(
            ValueKind.BOOLEAN, "writeBoolean",
            ValueKind.INT, "writeInt",
            ValueKind.LONG, "writeLong",
            ValueKind.DOUBLE, "writeDouble");
    private static final Map<Integer, Class<?>> TYPES = Map.of(
            ValueKind.BOOLEAN, boolean.class,
            ValueKind.INT, int.class,
            ValueKind.LONG, long.class,
            ValueKind.DOUBLE, double.class);

    private final List<Step> steps;

    private CompiledWriter(Class<?> type, List<Step> steps) {
        super(type, type, WRITER);
        this.steps = steps;
    }

    /**
     * What is written next.
     *
     * @param target the field of the schema that is written
     * @param source the field of the class's own schema that it is written from
     */
    record Step(Schema.Field target, ValueWriter writer, Schema.Field source) {}

    /** The code for these steps, in their order. */
    static RecordCodec.Writer of(Class<?> type, List<Step> steps) throws ReflectiveOperationException {
        CompiledWriter made = new CompiledWriter(type, steps);
        made.writeFields(steps.size());
        return (RecordCodec.Writer)
                made.instance(steps.stream().map(step -> step.target().name()).toArray(String[]::new));
    }

    @Override
    void field(int number, MethodVisitor method) throws ReflectiveOperationException {
        Step step = steps.get(number);
        int kind = step.writer().kind();
        Field field = fieldOf(step.source().name());
        Class<?> held = field.getType();
        String descriptor = Type.getDescriptor(held);
        if (TYPES.get(kind) == held || (kind == ValueKind.STRING && held == String.class)) {
            method.visitVarInsn(Opcodes.ALOAD, OUT);
            method.visitVarInsn(Opcodes.ALOAD, RECORD);
            method.visitFieldInsn(Opcodes.GETFIELD, owner, field.getName(), descriptor);
            String call = kind == ValueKind.STRING ? "writeRequired" : PRIMITIVES.get(kind);
            method.visitMethodInsn(Opcodes.INVOKEVIRTUAL, OUTPUT, call, "(" + descriptor + ")V", false);
            return;
        }
        push(NullableWriter.orItself(step), method);
        method.visitVarInsn(Opcodes.ALOAD, RECORD);
        method.visitFieldInsn(Opcodes.GETFIELD, owner, field.getName(), descriptor);
        wrap(held, method);
        method.visitVarInsn(Opcodes.ALOAD, OUT);
        method.visitMethodInsn(Opcodes.INVOKEINTERFACE, WRITER, "write", "(Ljava/lang/Object;L" + OUTPUT + ";)V", true);
    }
}
