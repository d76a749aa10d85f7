package dev.avenant.serde.internal.codec;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodHandles.Lookup.ClassOption;
import java.lang.invoke.MethodType;
import java.lang.reflect.Constructor;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.List;
import org.apache.avro.specific.AvroGenerated;
import org.apache.avro.specific.SpecificData;
import org.apache.avro.specific.SpecificRecord;
import org.apache.avro.specific.SpecificRecordBase;
import org.jspecify.annotations.Nullable;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.Label;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;

/**
 * Code that reads or writes the records of one generated class, made when the class is met: field after field where it lies,
 * without wrapping numbers in objects, and with a call for each kind of value that the virtual machine sees through. It
 * belongs to the class as if it had been written in it, and goes when nothing uses it any more.
 */
abstract class CompiledCodec {

    static final String INPUT = Type.getInternalName(AvroInput.class);
    static final String OUTPUT = Type.getInternalName(AvroOutput.class);
    static final String READER = Type.getInternalName(RecordCodec.Reader.class);
    static final String WRITER = Type.getInternalName(RecordCodec.Writer.class);

    private static final String FAULT = Type.getInternalName(FieldPathException.class);
    /** The variable with the number of the field. */
    private static final int NUMBER = 2;

    private static final String OBJECT = "java/lang/Object";
    /** The virtual machine compiles no method of more than 8000 bytes, and one of some dozen fields best. */
    private static final int FIELDS_OF_A_METHOD = 40;

    private static final String NAMES = "[Ljava/lang/String;";

    final Class<?> type;
    final String owner;
    final String name;
    private final Class<?> beside;
    private final String part;
    private final List<Object> parts = new ArrayList<>();
    final ClassWriter code = new ClassWriter(ClassWriter.COMPUTE_MAXS);

    /**
     * Begins with a class that implements {@code part}.
     *
     * @param type the class of the records
     * @param beside the class that the code belongs to, whose fields it may touch
     * @param part the type of what the code calls for fields too: reader or writer
     */
    CompiledCodec(Class<?> type, Class<?> beside, String part) {
        this.type = type;
        this.beside = beside;
        this.part = part;
        this.owner = Type.getInternalName(type);
        this.name = Type.getInternalName(beside) + "$$Codec";
        code.visit(Opcodes.V17, Opcodes.ACC_FINAL | Opcodes.ACC_SYNTHETIC, name, null, OBJECT, new String[] {part});
        MethodVisitor constructor = code.visitMethod(Opcodes.ACC_PUBLIC, "<init>", "()V", null, null);
        constructor.visitCode();
        constructor.visitVarInsn(Opcodes.ALOAD, 0);
        constructor.visitMethodInsn(Opcodes.INVOKESPECIAL, OBJECT, "<init>", "()V", false);
        constructor.visitInsn(Opcodes.RETURN);
        constructor.visitMaxs(0, 0);
        constructor.visitEnd();
    }

    /** Makes the code for a class. */
    @FunctionalInterface
    interface Maker<T> {
        T make() throws ReflectiveOperationException;
    }

    /**
     * The code that is made for a class; null when there can be none. Which of the two it is, is said once for each class.
     *
     * @param what what it does: read or write
     * @param reason why it is not to be made; empty when it is
     */
    static <T> @Nullable T of(Class<?> type, String what, String reason, Maker<T> maker) {
        if (!SpecificRecord.class.isAssignableFrom(type)) {
            return null;
        }
        String obstacle = reason.isEmpty() ? obstacleOf(type) : reason;
        if (obstacle.isEmpty()) {
            try {
                T made = maker.make();
                CodecReport.INSTANCE.saysCompiled(type, what);
                return made;
            } catch (ReflectiveOperationException | LinkageError | IndexOutOfBoundsException refused) {
                // The last one is how the library says that a class would be too large.
                obstacle = refused.toString();
            }
        }
        CodecReport.INSTANCE.saysGeneral(type, what, obstacle);
        return null;
    }

    /** Why there can be no code for this class; empty when there can. */
    private static String obstacleOf(Class<?> type) {
        if (!SpecificRecordBase.class.isAssignableFrom(type) || !type.isAnnotationPresent(AvroGenerated.class)) {
            return "Avro did not generate it";
        }
        try {
            boolean isSeen = Class.forName(AvroInput.class.getName(), false, type.getClassLoader()) == AvroInput.class;
            if (!isSeen) {
                return "its class loader has another serde";
            }
            // Java lets nobody make a class within another module, and each class loader has a module of its own.
            return type.getModule() == CompiledCodec.class.getModule()
                    ? ""
                    : "it is in another module, or of another class loader, than the serde";
        } catch (ClassNotFoundException unseen) {
            return "its class loader does not have the serde";
        }
    }

    /** The field of the class that holds a field of its schema. */
    final Field fieldOf(String schemaName) throws NoSuchFieldException {
        Field field = type.getDeclaredField(SpecificData.mangle(schemaName));
        if (Modifier.isStatic(field.getModifiers())) {
            throw new NoSuchFieldException(schemaName);
        }
        return field;
    }

    /** Puts what reads or writes a value on the stack, as a constant of the code. */
    final void push(Object valueCodec, MethodVisitor method) {
        String field = "P" + parts.size();
        parts.add(valueCodec);
        code.visitField(
                        Opcodes.ACC_PRIVATE | Opcodes.ACC_STATIC | Opcodes.ACC_FINAL,
                        field,
                        "L" + part + ";",
                        null,
                        null)
                .visitEnd();
        method.visitFieldInsn(Opcodes.GETSTATIC, name, field, "L" + part + ";");
    }

    static void push(int number, MethodVisitor method) {
        if (number <= Byte.MAX_VALUE) {
            method.visitIntInsn(Opcodes.BIPUSH, number);
        } else {
            method.visitIntInsn(Opcodes.SIPUSH, number);
        }
    }

    /** Writes the method of a writer, which has the code of so many fields after each other. */
    final void writeFields(int count) throws ReflectiveOperationException {
        MethodVisitor method = code.visitMethod(
                Opcodes.ACC_PUBLIC, "write", "(Ljava/lang/Object;L" + OUTPUT + ";)V", null, new String[] {
                    "java/io/IOException"
                });
        method.visitCode();
        method.visitVarInsn(Opcodes.ALOAD, 1);
        method.visitTypeInsn(Opcodes.CHECKCAST, owner);
        method.visitVarInsn(Opcodes.ASTORE, 3);
        callParts(count, "(L" + owner + ";L" + OUTPUT + ";)V", method, () -> {
            method.visitVarInsn(Opcodes.ALOAD, 3);
            method.visitVarInsn(Opcodes.ALOAD, 2);
        });
        method.visitInsn(Opcodes.RETURN);
        method.visitMaxs(0, 0);
        method.visitEnd();
    }

    /** Adds to a method calls that each do something for some of the fields. */
    final void callParts(int fields, String descriptor, MethodVisitor caller, Runnable arguments)
            throws ReflectiveOperationException {
        for (int from = 0; from < fields; from += FIELDS_OF_A_METHOD) {
            String called = "fields" + from;
            part(called, descriptor, from, Math.min(fields, from + FIELDS_OF_A_METHOD));
            arguments.run();
            caller.visitMethodInsn(Opcodes.INVOKESTATIC, name, called, descriptor, false);
        }
    }

    /** A method with two parameters for some fields; the number of the field is in the variable behind them. */
    private void part(String called, String descriptor, int from, int to) throws ReflectiveOperationException {
        MethodVisitor method = code.visitMethod(
                Opcodes.ACC_PRIVATE | Opcodes.ACC_STATIC, called, descriptor, null, new String[] {"java/io/IOException"
                });
        Label begin = new Label();
        Label end = new Label();
        Label handler = new Label();
        String caught = Type.getInternalName(Exception.class);
        method.visitCode();
        method.visitTryCatchBlock(begin, end, handler, caught);
        push(from, method);
        method.visitVarInsn(Opcodes.ISTORE, NUMBER);
        method.visitLabel(begin);
        for (int i = from; i < to; i++) {
            if (i > from) {
                push(i, method);
                method.visitVarInsn(Opcodes.ISTORE, NUMBER);
            }
            field(i, method);
        }
        method.visitLabel(end);
        method.visitInsn(Opcodes.RETURN);
        method.visitLabel(handler);
        Type[] parameters = Type.getArgumentTypes(descriptor);
        method.visitFrame(
                Opcodes.F_NEW,
                3,
                new Object[] {parameters[0].getInternalName(), parameters[1].getInternalName(), Opcodes.INTEGER},
                1,
                new Object[] {caught});
        method.visitFieldInsn(Opcodes.GETSTATIC, name, "NAMES", NAMES);
        method.visitVarInsn(Opcodes.ILOAD, NUMBER);
        method.visitMethodInsn(
                Opcodes.INVOKESTATIC, FAULT, "at", "(Ljava/lang/Exception;" + NAMES + "I)L" + FAULT + ";", false);
        method.visitInsn(Opcodes.ATHROW);
        method.visitMaxs(0, 0);
        method.visitEnd();
    }

    /** Turns the object on the stack into what a field of this type holds. */
    static void unwrap(Class<?> held, MethodVisitor method) {
        Class<?> wrapper = MethodType.methodType(held).wrap().returnType();
        method.visitTypeInsn(Opcodes.CHECKCAST, Type.getInternalName(wrapper));
        if (held.isPrimitive()) {
            method.visitMethodInsn(
                    Opcodes.INVOKEVIRTUAL,
                    Type.getInternalName(wrapper),
                    held.getName() + "Value",
                    "()" + Type.getDescriptor(held),
                    false);
        }
    }

    /** Turns what a field of this type holds into an object. */
    static void wrap(Class<?> held, MethodVisitor method) {
        if (held.isPrimitive()) {
            Class<?> wrapper = MethodType.methodType(held).wrap().returnType();
            method.visitMethodInsn(
                    Opcodes.INVOKESTATIC,
                    Type.getInternalName(wrapper),
                    "valueOf",
                    "(" + Type.getDescriptor(held) + ")" + Type.getDescriptor(wrapper),
                    false);
        }
    }

    /** Adds what is done for one field. */
    abstract void field(int number, MethodVisitor method) throws ReflectiveOperationException;

    /** An object of the code. */
    final Object instance(String[] names) throws ReflectiveOperationException {
        code.visitField(Opcodes.ACC_PRIVATE | Opcodes.ACC_STATIC | Opcodes.ACC_FINAL, "NAMES", NAMES, null, null)
                .visitEnd();
        initialise();
        code.visitEnd();
        Object[] constants = parts.toArray(new Object[parts.size() + 1]);
        constants[parts.size()] = names;
        MethodHandles.Lookup inside = MethodHandles.privateLookupIn(beside, MethodHandles.lookup());
        Constructor<?> constructor = inside.defineHiddenClassWithClassData(
                        code.toByteArray(), constants, true, ClassOption.NESTMATE)
                .lookupClass()
                .getDeclaredConstructor();
        constructor.setAccessible(true);
        return constructor.newInstance();
    }

    /** Takes the constants from where the class was given them. */
    private void initialise() {
        MethodVisitor method = code.visitMethod(Opcodes.ACC_STATIC, "<clinit>", "()V", null, null);
        method.visitCode();
        method.visitMethodInsn(
                Opcodes.INVOKESTATIC,
                "java/lang/invoke/MethodHandles",
                "lookup",
                "()Ljava/lang/invoke/MethodHandles$Lookup;",
                false);
        method.visitLdcInsn("_");
        method.visitLdcInsn(Type.getType(Object[].class));
        method.visitMethodInsn(
                Opcodes.INVOKESTATIC,
                "java/lang/invoke/MethodHandles",
                "classData",
                "(Ljava/lang/invoke/MethodHandles$Lookup;Ljava/lang/String;Ljava/lang/Class;)Ljava/lang/Object;",
                false);
        method.visitTypeInsn(Opcodes.CHECKCAST, "[Ljava/lang/Object;");
        method.visitVarInsn(Opcodes.ASTORE, 0);
        for (int i = 0; i <= parts.size(); i++) {
            method.visitVarInsn(Opcodes.ALOAD, 0);
            push(i, method);
            method.visitInsn(Opcodes.AALOAD);
            boolean isLast = i == parts.size();
            method.visitTypeInsn(Opcodes.CHECKCAST, isLast ? NAMES : part);
            method.visitFieldInsn(
                    Opcodes.PUTSTATIC, name, isLast ? "NAMES" : "P" + i, isLast ? NAMES : "L" + part + ";");
        }
        method.visitInsn(Opcodes.RETURN);
        method.visitMaxs(0, 0);
        method.visitEnd();
    }
}
