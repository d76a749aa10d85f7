package dev.avenant.serde.internal.codec;

/**
 * Which code reads and writes the records of generated classes, as JMX shows it under {@code dev.avenant.serde:type=Codecs}.
 * Each class counts once for reading and once for writing.
 */
public interface CodecsMXBean {

    /** For how many it is code that was made for the class. */
    long getCompiled();

    /** For how many it is the general code, which is mostly slower; the log says for which classes and why. */
    long getGeneral();

    /** How often code was made that writes the generic records of a schema: once for each writer, after a thousand of them. */
    long getCompiledForGenericRecords();
}
