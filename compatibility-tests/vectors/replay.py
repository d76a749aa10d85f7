#!/usr/bin/env python3
"""Replays the test vectors of this folder with Avro's implementations, and says where one reads something else.

  replay.py                       every reader that is recorded
  replay.py java-1.11.4 avsc-5.7.9
  replay.py --record java-1.13.0  writes down what the reader does

A reader is named LIBRARY-VERSION. The library is got from where it is published: java from Maven Central (by the mvnw of
this repository), python from PyPI unless a python3 of this machine has that version, avsc and avro-js from npm, c from
the libavro of this machine (Debian: libavro-dev). The format of the files is described in docs/readers.md.
Exit codes: 0 all as recorded, 1 something differs, 2 usage, 3 a reader could not be run.
"""

import argparse
import json
import os
import pathlib
import re
import shutil
import subprocess
import sys
import tempfile

HERE = pathlib.Path(__file__).resolve().parent
ROOT = HERE.parent.parent
DRIVERS = HERE / "readers"
JAVA = HERE.parent / "src/test/java/jobplatform/compatibility/readers"
ENCODER = "java-1.12.2"


class CannotRun(Exception):
    """A reader cannot be had or started; the message says what to do."""


def run(command, text="", **options):
    try:
        return subprocess.run(command, input=text, capture_output=True, text=True, encoding="utf-8", **options)
    except FileNotFoundError:
        raise CannotRun(f"Expected the program {command[0]} but found none. Install it.") from None


def answer(command, vectors, **options):
    done = run(command, json.dumps(vectors), **options)
    if done.returncode != 0:
        raise CannotRun(f"Expected outcomes from {command[0]} but it ended with {done.returncode}: {done.stderr[-500:]}")
    return json.loads(done.stdout)


def java(version, folder):
    (folder / "pom.xml").write_text(
        '<project xmlns="http://maven.apache.org/POM/4.0.0"><modelVersion>4.0.0</modelVersion><groupId>vectors</groupId>'
        "<artifactId>vectors</artifactId><version>1</version><dependencies><dependency><groupId>org.apache.avro</groupId>"
        f"<artifactId>avro</artifactId><version>{version}</version></dependency></dependencies></project>"
    )
    path = folder / "classpath"
    got = run([str(ROOT / "mvnw"), "-B", "-q", "-f", str(folder / "pom.xml"), "dependency:build-classpath", f"-Dmdep.outputFile={path}"])
    if got.returncode != 0:
        raise CannotRun(f"Expected org.apache.avro:avro:{version} on Maven Central but got: {got.stdout[-500:]}")
    jars = path.read_text().strip()
    sources = [str(JAVA / name) for name in ("ReadVectors.java", "VectorValues.java")]
    compiled = run(["javac", "-nowarn", "-cp", jars, "-d", str(folder), *sources])
    if compiled.returncode != 0:
        raise CannotRun(f"Expected the Java reader to compile with Avro {version} but: {compiled.stderr[-500:]}")
    return ["java", "-Dfile.encoding=UTF-8", "-cp", f"{folder}{os.pathsep}{jars}", "jobplatform.compatibility.readers.ReadVectors"]


def python(version, folder):
    script = str(DRIVERS / "read_vectors.py")
    version_of = "import importlib.metadata as m; print(m.version('avro'))"
    for interpreter in dict.fromkeys([sys.executable, "/usr/bin/python3"]):
        if os.path.exists(interpreter) and run([interpreter, "-c", version_of]).stdout.strip() == version:
            return [interpreter, script], {}
    got = run([sys.executable, "-m", "pip", "install", "-q", "--no-deps", "--target", str(folder), f"avro=={version}"])
    if got.returncode != 0:
        raise CannotRun(f"Expected avro=={version} on PyPI or in a python3 of this machine but got: {got.stderr[-300:]}")
    return [sys.executable, script], {"env": {**os.environ, "PYTHONPATH": str(folder)}}


def npm(library, version, folder):
    # avro-js 1.12.2 is published without the dependency that its earlier versions name
    needed = [f"{library}@{version}"] + (["underscore@1.13.8"] if library == "avro-js" else [])
    got = run(["npm", "install", "--silent", "--no-audit", "--no-fund", "--prefix", str(folder), *needed])
    if got.returncode != 0:
        raise CannotRun(f"Expected {library}@{version} on npm but got: {(got.stderr or got.stdout)[-300:]}")
    shutil.copy(DRIVERS / "read-vectors.js", folder)
    return ["node", str(folder / "read-vectors.js"), library]


def c(version, vectors, folder):
    found = run(["pkg-config", "--modversion", "avro-c"]).stdout.strip()
    if found != version:
        raise CannotRun(f"Expected libavro {version} but found {found or 'none'}. Install libavro-dev of that version.")
    program = folder / "read_vectors"
    compiled = run(["cc", "-o", str(program), str(DRIVERS / "read_vectors.c"), "-lavro"])
    if compiled.returncode != 0:
        raise CannotRun(f"Expected the C reader to compile but: {compiled.stderr[-500:]}")
    outcomes = {vector["id"]: c_outcome(program, vector, vector["reader"]) for vector in vectors}
    for vector in vectors:
        unchanged = c_outcome(program, vector, vector["writer"])
        if "error" in unchanged:
            outcomes[vector["id"]]["unchanged"] = unchanged["error"]
    return outcomes


def c_outcome(program, vector, reader):
    """In a process of its own, since some schemas end it."""
    line = "\t".join([vector["id"], json.dumps(vector["writer"]), json.dumps(reader), vector["bytes"]])
    done = run([str(program)], line + "\n")
    if done.returncode != 0:
        return {"error": f"the process ends with signal {-done.returncode}"}
    _, kind, text = done.stdout.rstrip("\n").split("\t", 2)
    return {"value": json.loads(text)} if kind == "value" else {"error": text}


def avenant():
    """The serde of this repository is replayed by a test, which leaves what it saw."""
    seen = HERE.parent / "target/avenant-outcomes.json"
    if not seen.exists():
        test = "./mvnw -pl compatibility-tests -am test -Dtest=AvenantReaderTest -Dsurefire.failIfNoSpecifiedTests=false"
        raise CannotRun(f"Expected {seen} but found none. Run: {test}")
    return json.loads(seen.read_text(encoding="utf-8"))


def outcomes_of(reader, vectors):
    library, _, version = reader.rpartition("-")
    with tempfile.TemporaryDirectory(prefix="vectors-") as temporary:
        folder = pathlib.Path(temporary)
        if library == "java":
            return answer(java(version, folder), vectors)
        if library == "python":
            command, options = python(version, folder)
            return answer(command, vectors, **options)
        if library in ("avsc", "avro-js"):
            return answer(npm(library, version, folder), vectors)
        if reader == "avenant":
            return avenant()
        if library == "c":
            return c(version, vectors, folder)
    raise CannotRun(f'Expected java, python, avsc, avro-js or c and a version, such as java-1.11.4, but found "{reader}".')


def steady(outcome):
    """Without what differs from run to run."""
    return {key: re.sub(r"0x[0-9a-f]{6,}", "0x…", held) if isinstance(held, str) else held for key, held in outcome.items()}


def encode(vectors):
    missing = [vector for vector in vectors if "bytes" not in vector]
    if missing:
        with tempfile.TemporaryDirectory(prefix="vectors-") as temporary:
            command = java(ENCODER.rpartition("-")[2], pathlib.Path(temporary))
            made = answer([*command, "write"], missing)
        for vector in missing:
            vector["bytes"] = made[vector["id"]]


def recorded(vector):
    return {
        reader: {key: held for key, held in group.items() if key != "readers"}
        for group in vector.get("outcomes", [])
        for reader in group["readers"]
    }


def order(reader):
    library, _, version = reader.rpartition("-")
    return ["java", "avenant", "python", "avsc", "avro-js", "c"].index(library or reader), [int(part) for part in re.findall(r"\d+", version)]


def grouped(outcomes):
    groups = {}
    for reader in sorted(outcomes, key=order):
        groups.setdefault(json.dumps(outcomes[reader], sort_keys=True), []).append(reader)
    return [{"readers": readers, **outcomes[readers[0]]} for readers in groups.values()]


def text(document):
    """One line for each member of a vector and for each outcome, so that a change is seen in a diff."""
    line = lambda value: json.dumps(value, ensure_ascii=True)
    keys = ["id", "kind", "also", "about", "writer", "reader", "value", "bytes", "expected"]
    vectors = []
    for vector in document["vectors"]:
        lines = [f'      "{key}": {line(vector[key])}' for key in keys if key in vector]
        outcomes = ",\n".join("        " + line(group) for group in vector.get("outcomes", []))
        lines.append('      "outcomes": [\n' + outcomes + "\n      ]")
        vectors.append("    {\n" + ",\n".join(lines) + "\n    }")
    return '{\n  "about": ' + line(document["about"]) + ',\n  "vectors": [\n' + ",\n".join(vectors) + "\n  ]\n}\n"


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--record", action="store_true", help="write the outcomes down instead of comparing them")
    parser.add_argument("readers", nargs="*", metavar="READER")
    arguments = parser.parse_args()
    files = {path: json.loads(path.read_text(encoding="utf-8")) for path in sorted(HERE.glob("*.json"))}
    vectors = [vector for document in files.values() for vector in document["vectors"]]
    known = sorted({reader for vector in vectors for reader in recorded(vector)} - {"avenant"}, key=order)
    if arguments.record:
        encode(vectors)
    status = 0
    for reader in arguments.readers or known:
        if not arguments.record and reader not in known:
            parser.error(f"expected a recorded reader ({', '.join(known)}) but found {reader}; record it with --record")
        try:
            outcomes = outcomes_of(reader, vectors)
        except CannotRun as failure:
            print(f"{reader}: {failure}", file=sys.stderr)
            status = 3
            continue
        differ = 0
        for vector in vectors:
            now, before = steady(outcomes[vector["id"]]), recorded(vector)
            if arguments.record:
                vector["outcomes"] = grouped({**before, reader: now})
            elif now != before.get(reader):
                differ += 1
                print(f"{reader}: {vector['id']}: recorded {json.dumps(before.get(reader))} but found {json.dumps(now)}")
        print(f"{reader}: {len(vectors)} vectors" + (", recorded" if arguments.record else f", {differ} differ"))
        status = max(status, 1 if differ else 0)
    if arguments.record:
        for path, document in files.items():
            path.write_text(text(document), encoding="utf-8")
    return status


if __name__ == "__main__":
    sys.exit(main())
