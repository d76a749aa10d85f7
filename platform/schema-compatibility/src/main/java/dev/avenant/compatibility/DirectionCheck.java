package dev.avenant.compatibility;

import dev.avenant.compatibility.internal.SchemaDisplay;
import dev.avenant.compatibility.readers.DeclaredReaders;
import dev.avenant.finding.CompatibilityRule;
import dev.avenant.text.SchemaText;
import dev.avenant.text.Sentence;
import java.util.List;
import org.apache.avro.AvroTypeException;
import org.apache.avro.Resolver;
import org.apache.avro.Resolver.Action;
import org.apache.avro.Schema;
import org.apache.avro.SchemaCompatibility;
import org.apache.avro.SchemaCompatibility.Incompatibility;
import org.apache.avro.SchemaCompatibility.SchemaCompatibilityResult;
import org.apache.avro.SchemaCompatibility.SchemaCompatibilityType;
import org.jspecify.annotations.Nullable;

/** One direction: the four checks, each of which can only make the verdict worse. */
final class DirectionCheck {
    private final ComparedSchema writer;
    private final ComparedSchema reader;
    private final boolean writerIsOld;
    private final ComparisonSettings settings;
    private final PendingFinding.Collected found;

    DirectionCheck(ComparedSchema writer, ComparedSchema reader, boolean writerIsOld, ComparisonSettings settings) {
        this.writer = writer;
        this.reader = reader;
        this.writerIsOld = writerIsOld;
        this.settings = settings;
        this.found = new PendingFinding.Collected(
                settings.maxFindings(), !settings.readers().isEmpty());
    }

    DirectionResult run() {
        Schema written = writer.schema();
        Schema read = reader.schema();
        SchemaPath root = SchemaPath.root(written, read);
        Sentence endless = Defaults.endless(read);
        if (endless != null) {
            found.add(
                    CompatibilityRule.READER_DEFAULT_FAILS,
                    root,
                    endless,
                    SchemaText.of("default-cannot-work.smaller"),
                    List.of());
            return new FindingAssembler(writer, reader, writerIsOld).withoutRecords(found);
        }
        Action action = resolve();
        Schema renamed = action == null ? aliased(root) : action.writer;
        new PairVisitor(writerIsOld, found).visit(new PairVisitor.Node(written, renamed, read, action), root);
        topLevelName(root);
        avroChecker(root);
        if (found.breaking() == 0 && settings.allWitnesses()) {
            new WitnessSweep(written, renamed, read, found).run(settings.seed(), root);
        }
        FindingAssembler assembler = new FindingAssembler(writer, reader, writerIsOld);
        DeclaredReaders readers = settings.readers();
        if (readers.isEmpty()) {
            return settings.shown() ? assembler.of(found) : assembler.withoutRecords(found);
        }
        PendingFinding.Collected judged = ReaderJudgement.judge(readers, found, settings.maxFindings());
        // a record is decoded with Avro for Java, which says nothing of the others
        return settings.shown() && readers.hasJava() ? assembler.of(judged) : assembler.withoutRecords(judged);
    }

    /**
     * The decoder's resolution. Avro's readers apply the aliases before they ask for it, and it applies them again, so
     * a field follows an alias of an alias.
     */
    private @Nullable Action resolve() {
        try {
            return Resolver.resolve(Schema.applyAliases(writer.schema(), reader.schema()), reader.schema());
        } catch (RuntimeException e) {
            return null;
        }
    }

    /** The writer's schema under the reader's names. */
    private Schema aliased(SchemaPath root) {
        Schema renamed = writer.schema();
        try {
            renamed = Schema.applyAliases(renamed, reader.schema());
            return Schema.applyAliases(renamed, reader.schema());
        } catch (AvroTypeException e) {
            found.add(
                    CompatibilityRule.READER_DEFAULT_FAILS,
                    root,
                    SchemaText.of(
                            "reader-default-fails.renaming", SchemaDisplay.shorten(String.valueOf(e.getMessage()))),
                    SchemaText.of("default-cannot-work.advice"),
                    List.of());
            return renamed;
        } catch (RuntimeException e) {
            found.add(
                    CompatibilityRule.ALIAS_COLLIDES,
                    root,
                    SchemaText.of("alias-collides.renaming", SchemaDisplay.shorten(String.valueOf(e.getMessage()))),
                    null,
                    List.of(),
                    new Remedies(writerIsOld).withoutSomeAlias(reader.schema()));
            return renamed;
        }
    }

    private void topLevelName(SchemaPath root) {
        Schema written = writer.schema();
        Schema read = reader.schema();
        boolean records = written.getType() == Schema.Type.RECORD && read.getType() == Schema.Type.RECORD;
        if (records && !written.getFullName().equals(read.getFullName())) {
            found.add(
                    CompatibilityRule.RECORD_FULL_NAME_CHANGED,
                    root,
                    SchemaText.of(
                            "record-full-name-changed",
                            written.getFullName(),
                            read.getFullName(),
                            SchemaDisplay.shorten(written.getFullName())),
                    SchemaText.of("record-full-name-changed.advice"),
                    List.of());
        }
    }

    /** Not asked once something breaks: it can add nothing, and lists a fault again for every way that leads to it. */
    private void avroChecker(SchemaPath root) {
        if (found.breaking() > 0) {
            return;
        }
        try {
            SchemaCompatibilityResult result = SchemaCompatibility.checkReaderWriterCompatibility(
                            reader.schema(), writer.schema())
                    .getResult();
            if (result.getCompatibility() == SchemaCompatibilityType.INCOMPATIBLE) {
                for (Incompatibility incompatibility : result.getIncompatibilities()) {
                    refused(
                            root,
                            SchemaText.of(
                                    "avro-checker-refuses",
                                    incompatibility.getLocation(),
                                    SchemaDisplay.shorten(String.valueOf(incompatibility.getMessage()))));
                }
            }
        } catch (RuntimeException e) {
            found.add(
                    CompatibilityRule.ALIAS_CONFUSES_CHECKER,
                    root,
                    SchemaText.of("alias-confuses-checker"),
                    null,
                    List.of(),
                    new Remedies(writerIsOld).withoutSomeAlias(reader.schema()));
        }
    }

    private void refused(SchemaPath root, Sentence message) {
        found.add(CompatibilityRule.AVRO_CHECKER_REFUSES, root, message, null, List.of());
    }
}
