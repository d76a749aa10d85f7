"""Reads test vectors with the avro package that Python finds.

It takes an array of vectors on standard input and writes an object of their outcomes by id. The branch of a union is
not told, because the package does not tell it. A number or time that the package makes of a logical type is an object:
{"decimal": "1.23"}, {"time": "2023-11-14T22:13:20Z"}. Bytes where the reader's schema has text are {"bytes": "..."},
and the other way round {"string": "..."}.
"""

import datetime
import decimal
import io
import json
import math
import sys
import uuid
import warnings

import avro.errors
import avro.io
import avro.schema

LONGEST = 160


def told(schema, value):
    if isinstance(schema, avro.schema.UnionSchema):
        return told(branch(schema, value), value)
    if isinstance(value, decimal.Decimal):
        return {"decimal": format(value, "f")}
    if isinstance(value, (datetime.datetime, datetime.date, datetime.time)):
        return {"time": value.isoformat().replace("+00:00", "Z")}
    if isinstance(value, uuid.UUID):
        return str(value)
    if isinstance(value, bytes):
        text = value.decode("latin-1")
        return text if schema.type in ("bytes", "fixed", "decimal") else {"bytes": text}
    if isinstance(value, str):
        return value if schema.type not in ("bytes", "fixed") else {"string": value}
    if isinstance(value, float) and not math.isfinite(value):
        return "NaN" if math.isnan(value) else ("Infinity" if value > 0 else "-Infinity")
    if isinstance(value, dict):
        if schema.type == "map":
            return {key: told(schema.values, held) for key, held in value.items()}
        types = {field.name: field.type for field in getattr(schema, "fields", [])}
        return {key: told(types.get(key, schema), held) for key, held in value.items()}
    if isinstance(value, list):
        return [told(schema.items if schema.type == "array" else schema, item) for item in value]
    return value


def branch(union, value):
    kinds = {
        type(None): ("null",),
        bool: ("boolean",),
        int: ("int", "long", "double", "float"),
        float: ("double", "float"),
        str: ("string", "enum", "bytes", "fixed"),
        bytes: ("bytes", "fixed", "string"),
        list: ("array",),
        dict: ("record", "map", "error"),
    }.get(type(value), ())
    for kind in kinds:
        for schema in union.schemas:
            if schema.type == kind:
                return schema
    return union.schemas[0]


def read(vector, reader):
    try:
        writer_schema = avro.schema.parse(json.dumps(vector["writer"]))
        reader_schema = avro.schema.parse(json.dumps(reader))
        decoder = avro.io.BinaryDecoder(io.BytesIO(bytes.fromhex(vector["bytes"])))
        value = avro.io.DatumReader(writer_schema, reader_schema).read(decoder)
        if decoder.reader.read(1):
            raise ValueError("bytes are left over")
        return {"value": told(reader_schema, value)}
    except Exception as failure:  # whatever it is, it is what the reader meets
        message = (str(failure).splitlines() or [""])[0]
        text = type(failure).__name__ + ": " + message
        return {"error": text if len(text) <= LONGEST else text[:LONGEST] + "…"}


def outcome(vector):
    read_as_reader = read(vector, vector["reader"])
    unchanged = read(vector, vector["writer"])
    if "error" in unchanged:
        read_as_reader["unchanged"] = unchanged["error"]
    return read_as_reader


warnings.simplefilter("ignore")
outcomes = {vector["id"]: outcome(vector) for vector in json.load(sys.stdin)}
json.dump(outcomes, sys.stdout, ensure_ascii=True)
