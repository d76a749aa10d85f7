/*
 * Reads test vectors with libavro (Debian: libavro-dev).
 * It takes lines of four fields with a tab between them (id, writer, reader, bytes in hexadecimal digits) on standard
 * input, and writes one line for each: the id, "value" or "error", and the value in Avro's JSON encoding or the message.
 */
#define _GNU_SOURCE
#include <avro.h>
#include <inttypes.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static char *fail(const char *what) {
	char *text = malloc(400);
	snprintf(text, 400, "%s: %.300s", what, avro_strerror());
	return text;
}

static void tell_text(FILE *out, const unsigned char *text, size_t size, int latin1) {
	fputc('"', out);
	for (size_t i = 0; i < size; i++) {
		if (text[i] < 0x20 || text[i] == '"' || text[i] == '\\' || (latin1 && text[i] > 0x7e)) {
			fprintf(out, "\\u%04x", text[i]);
		} else {
			fputc(text[i], out);
		}
	}
	fputc('"', out);
}

static void tell_number(FILE *out, double number, int digits) {
	if (isnan(number)) {
		fputs("\"NaN\"", out);
	} else if (isinf(number)) {
		fputs(number > 0 ? "\"Infinity\"" : "\"-Infinity\"", out);
	} else {
		fprintf(out, "%.*g", digits, number);
	}
}

static void tell_name(FILE *out, avro_schema_t schema) {
	const char *space = is_avro_record(schema) || is_avro_enum(schema) || is_avro_fixed(schema)
			? avro_schema_namespace(schema) : NULL;
	fprintf(out, space == NULL ? "\"%s%s\":" : "\"%s.%s\":", space == NULL ? "" : space, avro_schema_type_name(schema));
}

/* Avro's JSON encoding. libavro's own stops at a zero byte of a fixed and at a number that is none. */
static int tell(FILE *out, avro_value_t *value) {
	avro_value_t inner;
	const char *name;
	const void *bytes;
	size_t size;
	int number;
	switch (avro_value_get_type(value)) {
	case AVRO_NULL:
		fputs("null", out);
		return 0;
	case AVRO_BOOLEAN:
		avro_value_get_boolean(value, &number);
		fputs(number ? "true" : "false", out);
		return 0;
	case AVRO_INT32: {
		int32_t whole;
		avro_value_get_int(value, &whole);
		fprintf(out, "%" PRId32, whole);
		return 0;
	}
	case AVRO_INT64: {
		int64_t whole;
		avro_value_get_long(value, &whole);
		fprintf(out, "%" PRId64, whole);
		return 0;
	}
	case AVRO_FLOAT: {
		float real;
		avro_value_get_float(value, &real);
		tell_number(out, real, 9);
		return 0;
	}
	case AVRO_DOUBLE: {
		double real;
		avro_value_get_double(value, &real);
		tell_number(out, real, 17);
		return 0;
	}
	case AVRO_STRING: {
		const char *text;
		avro_value_get_string(value, &text, &size);
		tell_text(out, (const unsigned char *) text, size - 1, 0);
		return 0;
	}
	case AVRO_BYTES:
		avro_value_get_bytes(value, &bytes, &size);
		tell_text(out, bytes, size, 1);
		return 0;
	case AVRO_FIXED:
		avro_value_get_fixed(value, &bytes, &size);
		tell_text(out, bytes, size, 1);
		return 0;
	case AVRO_ENUM: {
		avro_schema_t schema = avro_value_get_schema(value);
		avro_value_get_enum(value, &number);
		if (number < 0 || number >= avro_schema_enum_number_of_symbols(schema)) {
			avro_set_error("the enum has no symbol %d", number);
			return 1;
		}
		fprintf(out, "\"%s\"", avro_schema_enum_get(schema, number));
		return 0;
	}
	case AVRO_UNION:
		if (avro_value_get_current_branch(value, &inner)) {
			return 1;
		}
		if (avro_value_get_type(&inner) == AVRO_NULL) {
			return tell(out, &inner);
		}
		fputc('{', out);
		tell_name(out, avro_value_get_schema(&inner));
		if (tell(out, &inner)) {
			return 1;
		}
		fputc('}', out);
		return 0;
	default:
		break;
	}
	int is_array = avro_value_get_type(value) == AVRO_ARRAY;
	avro_value_get_size(value, &size);
	fputc(is_array ? '[' : '{', out);
	for (size_t i = 0; i < size; i++) {
		if (avro_value_get_by_index(value, i, &inner, &name)) {
			return 1;
		}
		fputs(i == 0 ? "" : ",", out);
		if (!is_array) {
			tell_text(out, (const unsigned char *) name, strlen(name), 0);
			fputc(':', out);
		}
		if (tell(out, &inner)) {
			return 1;
		}
	}
	fputc(is_array ? ']' : '}', out);
	return 0;
}

/* The value as JSON, or null and the message in *error. */
static char *read_value(const char *writer_json, const char *reader_json, const char *bytes, size_t size, char **error) {
	avro_schema_t writer = NULL;
	avro_schema_t reader = NULL;
	avro_value_t value;
	avro_value_t resolved;
	char *json = NULL;
	if (avro_schema_from_json_length(writer_json, strlen(writer_json), &writer)) {
		*error = fail("writer schema");
		return NULL;
	}
	if (avro_schema_from_json_length(reader_json, strlen(reader_json), &reader)) {
		*error = fail("reader schema");
		return NULL;
	}
	avro_value_iface_t *value_class = avro_generic_class_from_schema(reader);
	if (value_class == NULL) {
		*error = fail("reader schema");
		return NULL;
	}
	avro_value_iface_t *resolver = avro_resolved_writer_new(writer, reader);
	if (resolver == NULL) {
		*error = fail("resolution");
		return NULL;
	}
	avro_generic_value_new(value_class, &value);
	avro_resolved_writer_new_value(resolver, &resolved);
	avro_resolved_writer_set_dest(&resolved, &value);
	avro_reader_t memory = avro_reader_memory(bytes, (int64_t) size);
	if (avro_value_read(memory, &resolved)) {
		*error = fail("reading");
		return NULL;
	}
	size_t length;
	FILE *out = open_memstream(&json, &length);
	int failed = tell(out, &value);
	fclose(out);
	if (failed) {
		*error = fail("reading");
		return NULL;
	}
	return json;
}

int main(void) {
	char *line = NULL;
	size_t capacity = 0;
	while (getline(&line, &capacity, stdin) > 0) {
		line[strcspn(line, "\n")] = '\0';
		char *id = line;
		char *writer = strchr(id, '\t');
		*writer++ = '\0';
		char *reader = strchr(writer, '\t');
		*reader++ = '\0';
		char *hex = strchr(reader, '\t');
		*hex++ = '\0';
		size_t size = strlen(hex) / 2;
		char *bytes = malloc(size + 1);
		for (size_t i = 0; i < size; i++) {
			unsigned int byte;
			sscanf(hex + 2 * i, "%2x", &byte);
			bytes[i] = (char) byte;
		}
		char *error = NULL;
		char *json = read_value(writer, reader, bytes, size, &error);
		printf("%s\t%s\t%s\n", id, json == NULL ? "error" : "value", json == NULL ? error : json);
		fflush(stdout);
	}
	return 0;
}
