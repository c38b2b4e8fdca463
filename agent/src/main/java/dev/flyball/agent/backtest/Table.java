package dev.flyball.agent.backtest;

import dev.flyball.core.simulation.Score;
import dev.flyball.core.simulation.Waits;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Lays out runs as rows of text, for a terminal and for a page alike. */
final class Table {

    static final List<String> HEAD =
            List.of("POLICY", "SERVER-HOURS", "COST", "LATE REQUESTS", "LATE", "P99 WAIT", "CHANGES/H");

    private Table() {}

    /** Returns what each policy did, below a head. */
    static List<List<String>> rows(List<PolicyRun> runs, double price) {
        List<List<String>> rows = new ArrayList<>();
        rows.add(HEAD);
        runs.forEach(run -> rows.add(row(run.name(), run.score(), price)));
        return rows;
    }

    /** Lays out rows of equal length below a head. */
    static List<String> lines(List<List<String>> rows) {
        int[] widths = new int[rows.get(0).size()];
        for (List<String> row : rows) {
            for (int i = 0; i < widths.length; i++) {
                widths[i] = Math.max(widths[i], row.get(i).length());
            }
        }
        return rows.stream().map(row -> line(row, widths)).toList();
    }

    private static String line(List<String> row, int[] widths) {
        StringBuilder line =
                new StringBuilder(row.get(0) + " ".repeat(widths[0] - row.get(0).length()));
        for (int i = 1; i < widths.length; i++) {
            line.append("   ")
                    .append(" ".repeat(widths[i] - row.get(i).length()))
                    .append(row.get(i));
        }
        return line.toString();
    }

    static List<String> row(String name, Score score, double price) {
        Waits waits = score.waits();
        return List.of(
                name,
                format("%.2f", score.serverHours()),
                format("%.2f", score.cost(price)),
                format("%.0f", waits.late()),
                share(waits),
                (waits.p99() == Waits.LONGEST ? "over " : "") + waits.p99() + " s",
                format("%.1f", score.changesPerHour()));
    }

    static String share(Waits waits) {
        return format("%.3f %%", 100 * waits.lateShare());
    }

    static String format(String form, Object... values) {
        return String.format(Locale.ROOT, form, values);
    }

    /** At most four digits. */
    static String plain(double value) {
        return BigDecimal.valueOf(value)
                .round(new MathContext(4))
                .stripTrailingZeros()
                .toPlainString();
    }
}
