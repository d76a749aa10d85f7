package dev.avenant.operations.events;

import com.google.re2j.Pattern;
import com.google.re2j.PatternSyntaxException;
import dev.cel.checker.CelStandardDeclarations;
import dev.cel.common.CelFunctionDecl;
import dev.cel.common.CelOptions;
import dev.cel.common.CelOverloadDecl;
import dev.cel.common.types.MapType;
import dev.cel.common.types.NullableType;
import dev.cel.common.types.SimpleType;
import dev.cel.compiler.CelCompiler;
import dev.cel.compiler.CelCompilerFactory;
import dev.cel.parser.CelStandardMacro;
import dev.cel.runtime.CelEvaluationException;
import dev.cel.runtime.CelFunctionBinding;
import dev.cel.runtime.CelRuntime;
import dev.cel.runtime.CelRuntimeFactory;
import dev.cel.runtime.CelStandardFunctions;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** CEL as {@link EventExpression} has it: its names, and functions that search no longer than they may. */
final class ExpressionLanguage {
    static final List<String> NAMES =
            List.of("key", "value", "headers", "partition", "offset", "timestamp", "type", "schema_id");

    private static final CelOptions OPTIONS = CelOptions.current()
            .maxExpressionCodePointSize(ExpressionLimits.LONGEST_TEXT)
            .maxParseRecursionDepth(ExpressionLimits.DEEPEST)
            .maxParseExpressionNodeCount(ExpressionLimits.MOST_PARTS)
            .comprehensionMaxIterations(ExpressionLimits.MOST_ITEMS)
            .maxRegexProgramSize(ExpressionLimits.LARGEST_PATTERN)
            .enableHeterogeneousNumericComparisons(true)
            .build();

    private static final String MATCHES = "matches";
    private static final String CONTAINS = "contains";

    private static final CelCompiler COMPILER = CelCompilerFactory.standardCelCompilerBuilder()
            .setOptions(OPTIONS)
            .setStandardMacros(CelStandardMacro.STANDARD_MACROS)
            .setStandardEnvironmentEnabled(false)
            .setStandardDeclarations(CelStandardDeclarations.newBuilder()
                    .excludeFunctions(
                            CelStandardDeclarations.StandardFunction.MATCHES,
                            CelStandardDeclarations.StandardFunction.CONTAINS)
                    // The name of the type of a type is that of the event here.
                    .excludeIdentifiers(CelStandardDeclarations.StandardIdentifier.TYPE)
                    .build())
            .addFunctionDeclarations(searching(MATCHES), searching(CONTAINS))
            .addVar("key", NullableType.create(SimpleType.STRING))
            .addVar("value", SimpleType.DYN)
            .addVar("headers", MapType.create(SimpleType.STRING, SimpleType.STRING))
            .addVar("partition", SimpleType.INT)
            .addVar("offset", SimpleType.INT)
            .addVar("timestamp", SimpleType.TIMESTAMP)
            .addVar("type", NullableType.create(SimpleType.STRING))
            .addVar("schema_id", NullableType.create(SimpleType.INT))
            .setResultType(SimpleType.BOOL)
            .build();

    private static final CelRuntime RUNTIME = CelRuntimeFactory.plannerRuntimeBuilder()
            .setOptions(OPTIONS)
            .setStandardFunctions(CelStandardFunctions.newBuilder()
                    .excludeFunctions(
                            CelStandardFunctions.StandardFunction.MATCHES,
                            CelStandardFunctions.StandardFunction.CONTAINS)
                    .build())
            .addFunctionBindings(CelFunctionBinding.fromOverloads(
                    MATCHES,
                    CelFunctionBinding.from(
                            overload(MATCHES), String.class, String.class, ExpressionLanguage::matches)))
            .addFunctionBindings(CelFunctionBinding.fromOverloads(
                    CONTAINS,
                    CelFunctionBinding.from(
                            overload(CONTAINS), String.class, String.class, ExpressionLanguage::contains)))
            .build();

    private ExpressionLanguage() {}

    static CelCompiler compiler() {
        return COMPILER;
    }

    static CelRuntime runtime() {
        return RUNTIME;
    }

    /** Bytes as the text that they are taken for everywhere. */
    static String text(byte[] bytes) {
        return new String(bytes, StandardCharsets.UTF_8);
    }

    private static CelFunctionDecl searching(String name) {
        return CelFunctionDecl.newFunctionDeclaration(
                name,
                CelOverloadDecl.newMemberOverload(
                        overload(name), SimpleType.BOOL, SimpleType.STRING, SimpleType.STRING));
    }

    private static String overload(String name) {
        return name + "_text";
    }

    private static boolean matches(String text, String pattern) throws CelEvaluationException {
        try {
            Pattern compiled = Pattern.compile(pattern);
            if (compiled.programSize() > ExpressionLimits.LARGEST_PATTERN) {
                throw new CelEvaluationException("the pattern is too large: expected a program of at most "
                        + ExpressionLimits.LARGEST_PATTERN + " steps but found " + compiled.programSize());
            }
            requireSteps(text, compiled.programSize());
            return compiled.matcher(text).find();
        } catch (PatternSyntaxException none) {
            throw new CelEvaluationException("expected a pattern of RE2 but found " + none.getMessage(), none);
        }
    }

    /** Java's search may look at each character of the one for each of the other. */
    private static boolean contains(String text, String part) throws CelEvaluationException {
        requireSteps(text, part.length() / 10);
        return text.contains(part);
    }

    private static void requireSteps(String text, long stepsEach) throws CelEvaluationException {
        if (text.length() * stepsEach > ExpressionLimits.MOST_STEPS) {
            throw new CelEvaluationException(
                    "a text of " + text.length() + " characters is too long to be searched for that");
        }
    }
}
