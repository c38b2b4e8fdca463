package dev.flyball.agent.backtest;

import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;
import java.util.function.DoubleConsumer;

/** Shows how far several pieces of work are, as a bar that grows in place. Safe for use by several threads. */
public final class Progress {

    private static final int WIDTH = 40;

    private final String work;
    private final PrintStream out;
    private final boolean shown;
    private final List<Double> parts = new ArrayList<>();
    private int last = -1;

    /**
     * Makes a bar.
     *
     * @param work what is done, in a word or two
     * @param shown if not, nothing is printed
     */
    public Progress(String work, PrintStream out, boolean shown) {
        this.work = work;
        this.out = out;
        this.shown = shown;
    }

    /** Returns where to tell how much of one more piece of work is done, 0 to 1. */
    public synchronized DoubleConsumer part() {
        int index = parts.size();
        parts.add(0.0);
        return done -> tell(index, done);
    }

    private synchronized void tell(int index, double done) {
        parts.set(index, done);
        double all = parts.stream().mapToDouble(Double::doubleValue).sum() / parts.size();
        int percent = (int) (100 * all);
        if (!shown || percent == last) {
            return;
        }
        last = percent;
        int filled = (int) (WIDTH * all);
        out.print("\r[" + "#".repeat(filled) + " ".repeat(WIDTH - filled) + "] " + percent + " % of " + work);
        out.flush();
    }

    /** Takes the bar away. */
    public synchronized void end() {
        if (shown) {
            out.print("\r" + " ".repeat(WIDTH + 12 + work.length()) + "\r");
            out.flush();
        }
    }
}
