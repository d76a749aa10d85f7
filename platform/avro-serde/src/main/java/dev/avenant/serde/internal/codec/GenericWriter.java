package dev.avenant.serde.internal.codec;

import java.util.List;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericData;
import org.jspecify.annotations.Nullable;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;

/** Makes the code that writes generic records of one schema, as {@link CompiledWriter} does for a generated class. */
final class GenericWriter extends CompiledCodec {

    private static final int RECORD = 0;
    private static final int OUT = 1;

    private final List<Schema.Field> fields;
    private final ValueWriter[] writers;

    private GenericWriter(List<Schema.Field> fields, ValueWriter[] writers) {
        super(GenericData.Record.class, GenericWriter.class, WRITER);
        this.fields = fields;
        this.writers = writers;
    }

    /**
     * The code for records that hold the fields of a schema in its order; null when there can be none. Which of the two it
     * is, is said.
     */
    static RecordCodec.@Nullable Writer of(Schema schema, ValueWriter[] writers) {
        try {
            GenericWriter made = new GenericWriter(schema.getFields(), writers);
            made.writeFields(schema.getFields().size());
            RecordCodec.Writer writer = (RecordCodec.Writer) made.instance(
                    schema.getFields().stream().map(Schema.Field::name).toArray(String[]::new));
            CodecReport.INSTANCE.saysCompiled(schema);
            return writer;
        } catch (ReflectiveOperationException | LinkageError | IndexOutOfBoundsException refused) {
            // The last one is how the library says that a class would be too large.
            CodecReport.INSTANCE.saysGeneral(schema, refused.toString());
            return null;
        }
    }

    @Override
    void field(int number, MethodVisitor method) {
        push(GenericNullableWriter.orItself(fields.get(number).schema(), writers[number]), method);
        method.visitVarInsn(Opcodes.ALOAD, RECORD);
        push(number, method);
        method.visitMethodInsn(Opcodes.INVOKEVIRTUAL, owner, "get", "(I)Ljava/lang/Object;", false);
        method.visitVarInsn(Opcodes.ALOAD, OUT);
        method.visitMethodInsn(Opcodes.INVOKEINTERFACE, WRITER, "write", "(Ljava/lang/Object;L" + OUTPUT + ";)V", true);
    }
}
