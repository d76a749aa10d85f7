package dev.avenant.operations.letters;

/** What is wrong with the bytes of a value, found in the bytes themselves. */
public enum BytesDiagnosis {
    /** There is none: a tombstone. */
    NONE,
    /** It has no byte. */
    EMPTY,
    /** All of it is a value of its writer's schema, and of the newest version. */
    READABLE,
    /** It is a value of its writer's schema, which the newest version does not read. */
    INCOMPATIBLE,
    /** It ends too early. */
    TRUNCATED,
    /** A whole value, and more bytes behind it. */
    TRAILING,
    /** No value of the schema that it names, and one of another version. */
    OTHER_SCHEMA,
    /** No value of the schema that it names, nor of another. */
    DAMAGED,
    /** More of them, or nested more deeply, than is read here. */
    NOT_READ,
    /** Bytes that were taken for text and written again, so that those that are none were replaced. */
    TAKEN_FOR_TEXT,
    /** The registry does not hold the schema that it names. */
    UNKNOWN_ID,
    /** The schema that it names is not Avro. */
    OTHER_TYPE,
    /** The id stands in it with the least significant byte first. */
    REVERSED_ID,
    /** A value with its prefix, and another prefix before it. */
    TWO_PREFIXES,
    /** A value of a version without the five bytes before it. */
    NO_PREFIX,
    /** A value of a version behind a first byte that is not 0. */
    OTHER_MAGIC,
    /** The first byte is lost; the id and the value are there. */
    LOST_MAGIC,
    /** JSON. */
    JSON,
    /** JSON inside of a JSON string. */
    QUOTED_JSON,
    /** XML. */
    XML,
    /** Base64 of something in the wire format. */
    BASE64,
    /** Digits that are the bytes in hexadecimal. */
    HEXADECIMAL,
    /** Text. */
    TEXT,
    /** Text in UTF-16. */
    UTF_16,
    /** Compressed with gzip. */
    GZIP,
    /** Compressed with Zstandard, LZ4 or Snappy. */
    COMPRESSED,
    /** A Java object that was serialized. */
    JAVA_OBJECT,
    /** A file of Avro's object container format. */
    AVRO_FILE,
    /** Avro's single-object encoding, which names its schema by a fingerprint. */
    SINGLE_OBJECT,
    /** Bytes that nothing is known of. */
    UNKNOWN_BYTES
}
