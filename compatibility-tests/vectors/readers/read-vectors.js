// Reads test vectors with avsc or avro-js, whichever is named: node read-vectors.js avsc
// It takes an array of vectors on standard input and writes an object of their outcomes by id.
'use strict';

const LONGEST = 160;
const library = process.argv[2];
const avro = require(library);

function parse(schema) {
  return library === 'avsc' ? avro.Type.forSchema(schema, {wrapUnions: true}) : avro.parse(schema, {wrapUnions: true});
}

// What JSON cannot say: bytes, numbers that are none, and the classes that the library makes of records and branches.
function told(value) {
  if (Buffer.isBuffer(value) || value instanceof Uint8Array) {
    return Buffer.from(value).toString('latin1');
  }
  if (typeof value === 'number' && !Number.isFinite(value)) {
    return String(value);
  }
  if (Array.isArray(value)) {
    return value.map(told);
  }
  if (value !== null && typeof value === 'object') {
    return Object.fromEntries(Object.keys(value).map((key) => [key, told(value[key])]));
  }
  return value === undefined ? {undefined: true} : value;
}

function read(vector, readerSchema) {
  try {
    const writer = parse(vector.writer);
    const reader = parse(readerSchema);
    const resolver = reader.createResolver(writer);
    return {value: told(reader.fromBuffer(Buffer.from(vector.bytes, 'hex'), resolver))};
  } catch (failure) {
    const text = failure.name + ': ' + String(failure.message).split('\n')[0];
    return {error: text.length <= LONGEST ? text : text.slice(0, LONGEST) + '…'};
  }
}

function outcome(vector) {
  const readAsReader = read(vector, vector.reader);
  const unchanged = read(vector, vector.writer);
  if ('error' in unchanged) {
    readAsReader.unchanged = unchanged.error;
  }
  return readAsReader;
}

let input = '';
process.stdin.setEncoding('utf8');
process.stdin.on('data', (text) => (input += text));
process.stdin.on('end', () => {
  const outcomes = Object.fromEntries(JSON.parse(input).map((vector) => [vector.id, outcome(vector)]));
  process.stdout.write(JSON.stringify(outcomes));
});
