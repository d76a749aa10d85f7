package dev.avenant.operations.events;

import dev.avenant.operations.OperationText;
import dev.avenant.text.Printable;
import dev.avenant.text.Sentence;
import dev.cel.common.CelAbstractSyntaxTree;
import dev.cel.common.CelIssue;
import dev.cel.common.CelValidationException;
import dev.cel.common.CelValidationResult;
import dev.cel.common.ast.CelExpr;
import dev.cel.common.values.CelByteString;
import dev.cel.common.values.NullValue;
import dev.cel.runtime.CelEvaluationException;
import dev.cel.runtime.CelRuntime;
import java.time.Instant;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;
import org.jspecify.annotations.Nullable;

/**
 * An expression in CEL, the Common Expression Language, that holds for some records. It runs no code and changes nothing, and
 * what it may take is bounded: {@link ExpressionLimits}.
 */
public final class EventExpression {
    private static final Pattern RUNTIME_PLACE = Pattern.compile("^evaluation error at <input>:([0-9]+): ");

    private final String text;
    private final CelRuntime.Program program;

    private EventExpression(String text, CelRuntime.Program program) {
        this.text = text;
        this.program = program;
    }

    /**
     * Checks an expression.
     *
     * @throws ExpressionFaultException if it is none, names something that is not there, or does not say whether
     */
    public static EventExpression compile(String text) {
        CelValidationResult checked = ExpressionLanguage.compiler().compile(text);
        if (checked.hasError()) {
            CelIssue issue = checked.getErrors().get(0);
            throw new ExpressionFaultException(
                    issue.getSourceLocation().getLine(),
                    issue.getSourceLocation().getColumn() + 1,
                    sentence(issue.getMessage()));
        }
        try {
            CelAbstractSyntaxTree tree = checked.getAst();
            return new EventExpression(text, ExpressionLanguage.runtime().createProgram(tree));
        } catch (CelValidationException | CelEvaluationException unusable) {
            throw new ExpressionFaultException(0, 0, sentence(String.valueOf(unusable.getMessage())));
        }
    }

    /** What CEL says, without the words of its own implementation. */
    private static String sentence(String said) {
        String plain = said.replaceFirst(" \\(in container '.*?'\\)", "")
                .replaceFirst(" \\(candidates: .*", "")
                .replaceFirst("\\. Overload candidates: .*", "")
                .replaceFirst(" expecting \\{.*", "")
                .replaceAll("'_(\\S+?)_'", "'$1'")
                .replaceAll("wrapper\\((\\w+)\\)", "$1 or null")
                .replace("'<EOF>'", "the end");
        return Printable.shorten(plain.replaceFirst("\\.$", ""), ExpressionLimits.LONGEST_REASON);
    }

    /** As it was written. */
    public String text() {
        return text;
    }

    /** For one record it cannot be said whether the expression holds, such as when a field is not there. */
    public static final class UnevaluatedException extends Exception {
        private static final long serialVersionUID = 1L;

        private final transient Sentence reason;

        UnevaluatedException(Sentence reason) {
            this.reason = reason;
        }

        @Override
        public String getMessage() {
            return reason.toString();
        }

        /** Why not. */
        public Sentence reason() {
            return reason;
        }
    }

    /** The time for all is over; nothing is known of the record. */
    static final class OutOfTimeException extends RuntimeException {
        private static final long serialVersionUID = 1L;
    }

    /**
     * Whether it holds for a record.
     *
     * @param values asked for the value when the expression uses it
     * @param deadline of {@link System#nanoTime()}, after which it is given up
     * @throws OutOfTimeException if there was no time
     */
    boolean holds(ConsumerRecord<byte[], byte[]> record, ExpressionValues values, long deadline)
            throws UnevaluatedException {
        Work work = new Work(record, values, deadline);
        try {
            return Boolean.TRUE.equals(program.trace(work::find, work::count));
        } catch (CelEvaluationException | RuntimeException failed) {
            work.rethrow();
            if (failed instanceof CelEvaluationException unevaluated) {
                throw new UnevaluatedException(reasonOf(unevaluated));
            }
            throw new UnevaluatedException(
                    OperationText.of("where.failed", sentence(String.valueOf(failed.getMessage()))));
        } catch (StackOverflowError tooDeep) {
            throw new UnevaluatedException(OperationText.of("where.deep"));
        }
    }

    private static Sentence reasonOf(CelEvaluationException failed) {
        String said = String.valueOf(failed.getMessage());
        Matcher place = RUNTIME_PLACE.matcher(said);
        return place.find()
                ? OperationText.of(
                        "where.failed-at",
                        String.valueOf(Long.parseLong(place.group(1)) + 1),
                        sentence(said.substring(place.end())))
                : OperationText.of("where.failed", sentence(said));
    }

    /** The evaluation for one record. */
    private static final class Work {
        private final ConsumerRecord<byte[], byte[]> record;
        private final ExpressionValues values;
        private final long deadline;
        private @Nullable Object value;
        private @Nullable RuntimeException ended;
        private @Nullable Sentence problem;
        private long made;

        Work(ConsumerRecord<byte[], byte[]> record, ExpressionValues values, long deadline) {
            this.record = record;
            this.values = values;
            this.deadline = deadline;
        }

        Optional<Object> find(String name) {
            return switch (name) {
                case "key" -> Optional.of(ofText(record.key()));
                case "value" -> Optional.of(value());
                case "headers" -> Optional.of(headers());
                case "partition" -> Optional.of((long) record.partition());
                case "offset" -> Optional.of(record.offset());
                case "timestamp" -> Optional.of(Instant.ofEpochMilli(record.timestamp()));
                case "type" -> Optional.of(type());
                case "schema_id" -> Optional.of(schemaId());
                default -> Optional.empty();
            };
        }

        private static Object ofText(byte @Nullable [] text) {
            return text == null ? NullValue.NULL_VALUE : ExpressionLanguage.text(text);
        }

        private Map<String, String> headers() {
            Map<String, String> headers = new LinkedHashMap<>();
            for (Header header : record.headers()) {
                headers.put(header.key(), header.value() == null ? "" : ExpressionLanguage.text(header.value()));
            }
            return headers;
        }

        private Object type() {
            String type = EventQuery.typeOf(record);
            return type.isEmpty() ? NullValue.NULL_VALUE : type;
        }

        private Object schemaId() {
            String id = WireFormat.schemaIdOf(record);
            return id.matches("[0-9]{1,10}") ? Long.valueOf(id) : NullValue.NULL_VALUE;
        }

        private Object value() {
            Object known = value;
            if (known == null) {
                try {
                    known = values.of(record);
                } catch (WireFormat.UndecodableException failed) {
                    problem = OperationText.of("where.undecoded", failed.reason());
                    throw new IllegalStateException(failed);
                } catch (RuntimeException away) {
                    throw end(away);
                }
                value = known;
            }
            return known;
        }

        /** Called for each part of the expression that was evaluated, again for each item of a list. */
        void count(CelExpr part, Object result) {
            if (System.nanoTime() > deadline) {
                throw end(new OutOfTimeException());
            }
            if (part.getKind() == CelExpr.ExprKind.Kind.CALL) {
                made += sizeOf(result);
                if (made > ExpressionLimits.MOST_MADE) {
                    problem = OperationText.of("where.much", String.valueOf(ExpressionLimits.MOST_MADE));
                    throw new IllegalStateException(problem.toString());
                }
            }
        }

        private static long sizeOf(Object result) {
            if (result instanceof String made) {
                return made.length();
            }
            if (result instanceof CelByteString made) {
                return made.size();
            }
            return result instanceof Collection<?> made ? made.size() : 0;
        }

        private RuntimeException end(RuntimeException why) {
            ended = why;
            return why;
        }

        /** What ended it, since CEL may have made another exception of that. */
        void rethrow() throws UnevaluatedException {
            if (ended != null) {
                throw ended;
            }
            if (problem != null) {
                throw new UnevaluatedException(problem);
            }
        }
    }
}
