package dev.avenant.compatibility;

import dev.avenant.compatibility.internal.Words;
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
    private final Draft.Collected found;

    DirectionCheck(ComparedSchema writer, ComparedSchema reader, boolean writerIsOld, ComparisonSettings settings) {
        this.writer = writer;
        this.reader = reader;
        this.writerIsOld = writerIsOld;
        this.settings = settings;
        this.found = new Draft.Collected(settings.maxFindings());
    }

    DirectionResult run() {
        Schema written = writer.schema();
        Schema read = reader.schema();
        Place root = Place.root(written, read);
        String endless = Defaults.endless(read);
        if (endless != null) {
            found.add(
                    Rule.DEFAULT_CANNOT_WORK,
                    root,
                    "The default of " + endless + ".",
                    "Write a smaller default.",
                    List.of());
            return new Findings(writer, reader, writerIsOld).withoutRecords(found);
        }
        Action action = resolve();
        Schema renamed = action == null ? aliased(root) : action.writer;
        new PairWalk(writerIsOld, found).visit(new PairWalk.Node(written, renamed, read, action), root);
        topLevelName(root);
        avroChecker(root);
        if (found.breaking() == 0 && settings.allWitnesses()) {
            new WitnessSweep(written, renamed, read, found).run(settings.seed(), root);
        }
        return new Findings(writer, reader, writerIsOld).of(found);
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
    private Schema aliased(Place root) {
        Schema renamed = writer.schema();
        try {
            renamed = Schema.applyAliases(renamed, reader.schema());
            return Schema.applyAliases(renamed, reader.schema());
        } catch (AvroTypeException e) {
            found.add(
                    Rule.DEFAULT_CANNOT_WORK,
                    root,
                    "Avro's reader cannot rename what the writer wrote, because a default of the writer does not fit: "
                            + Words.shorten(String.valueOf(e.getMessage())) + ".",
                    "Correct the default.",
                    List.of());
            return renamed;
        } catch (RuntimeException e) {
            found.add(
                    Rule.ALIAS_COLLIDES,
                    root,
                    "An alias of the reader renames something of the writer to a name that the writer has already: "
                            + Words.shorten(String.valueOf(e.getMessage())) + ".",
                    "Remove the alias, or the thing that it names.",
                    List.of());
            return renamed;
        }
    }

    private void topLevelName(Place root) {
        Schema written = writer.schema();
        Schema read = reader.schema();
        boolean records = written.getType() == Schema.Type.RECORD && read.getType() == Schema.Type.RECORD;
        if (records && !written.getFullName().equals(read.getFullName())) {
            found.add(
                    Rule.RECORD_FULL_NAME_CHANGED,
                    root,
                    written.getFullName() + " was written and " + read.getFullName()
                            + " is read: a reader of generated classes looks for the class "
                            + Words.shorten(written.getFullName()) + ".",
                    "Keep the namespace and the name.",
                    List.of());
        }
    }

    /** Not asked once something breaks: it can add nothing, and lists a fault again for every way that leads to it. */
    private void avroChecker(Place root) {
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
                            "Avro's compatibility checker refuses the pair at " + incompatibility.getLocation() + ": "
                                    + Words.shorten(String.valueOf(incompatibility.getMessage())) + ".");
                }
            }
        } catch (RuntimeException e) {
            found.add(
                    Rule.ALIAS_COLLIDES,
                    root,
                    "An alias of the reader names a field that the writer has beside the one that it would be"
                            + " renamed to, on which Avro's compatibility checker fails.",
                    "Remove the alias.",
                    List.of());
        }
    }

    private void refused(Place root, String message) {
        found.add(Rule.AVRO_CHECKER_REFUSES, root, message, null, List.of());
    }
}
