package dev.avenant.checks;

import com.google.errorprone.BaseErrorProneJavaCompiler;
import com.google.errorprone.scanner.BuiltInCheckerSuppliers;
import com.google.errorprone.scanner.ScannerSupplier;
import com.uber.nullaway.NullAway;
import javax.inject.Named;
import javax.inject.Singleton;
import javax.tools.JavaCompiler;
import org.codehaus.plexus.compiler.javac.InProcessCompiler;
import org.codehaus.plexus.compiler.javac.JavacCompiler;
import org.codehaus.plexus.compiler.javac.JavaxToolsCompiler;

/**
 * The Java compiler with Error Prone and NullAway in it, for Maven's {@code compilerId}.
 *
 * <p>As a plugin of javac, Error Prone is loaded and warmed up anew for each compilation, of which this build has two
 * for each module. Maven keeps this class, and with it what it refers to, for the whole build.
 */
@Named(CheckingJavac.ID)
@Singleton
public class CheckingJavac extends JavacCompiler {

    static final String ID = "checking-javac";

    private final InProcessCompiler compiler = new JavaxToolsCompiler() {
        @Override
        protected JavaCompiler newJavaCompiler() {
            return new BaseErrorProneJavaCompiler(BuiltInCheckerSuppliers.defaultChecks()
                    .plus(ScannerSupplier.fromBugCheckerClasses(NullAway.class)));
        }
    };

    @Override
    public String getCompilerId() {
        return ID;
    }

    @Override
    protected InProcessCompiler inProcessCompiler() {
        return compiler;
    }
}
