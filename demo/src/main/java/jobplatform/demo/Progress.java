package jobplatform.demo;

import java.io.PrintWriter;

/** How far it is: a bar that grows where somebody looks, and a line for each part elsewhere. */
final class Progress {

    private static final int WIDTH = 30;
    private static final int PERCENT = 100;

    private final PrintWriter out;
    private final boolean isTerminal;
    private final int total;
    private int done;
    private String part = "";
    private int doneBefore;

    Progress(PrintWriter out, boolean isTerminal, int total) {
        this.out = out;
        this.isTerminal = isTerminal;
        this.total = total;
    }

    /** What is done from now on. */
    synchronized void begin(String newPart) {
        part = newPart;
        doneBefore = done;
        draw();
    }

    /** One thing more is done. */
    synchronized void step() {
        done++;
        draw();
    }

    /** A part is done. */
    synchronized void end() {
        if (!isTerminal) {
            out.println(part + ": " + (done - doneBefore) + " (" + percent() + "%)");
            out.flush();
        }
    }

    /** Nothing comes any more. */
    synchronized void close() {
        if (isTerminal) {
            out.println();
            out.flush();
        }
    }

    private void draw() {
        if (isTerminal) {
            int filled = total == 0 ? WIDTH : WIDTH * done / total;
            out.printf("\r[%s%s] %3d%% %-20s", "#".repeat(filled), ".".repeat(WIDTH - filled), percent(), part);
            out.flush();
        }
    }

    private int percent() {
        return total == 0 ? PERCENT : PERCENT * done / total;
    }
}
