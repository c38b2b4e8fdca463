package dev.flyball.agent.backtest;

import java.util.ArrayList;
import java.util.List;

/** Writes a report as lines of text, for a terminal. */
public final class TextReport {

    private TextReport() {}

    /** Returns the lines. */
    public static List<String> lines(Report report) {
        List<String> lines = new ArrayList<>(
                Table.lines(Table.rows(report.runs(), report.scenario().price())));
        report.recommendation().ifPresent(advice -> {
            lines.add("");
            lines.add("Recommended:");
            advice.settings().forEach(setting -> lines.add("  " + setting));
            lines.addAll(advice.reasons());
            lines.add("");
            lines.addAll(Table.lines(advice.rows()));
        });
        lines.add("");
        lines.add("What the figures rest on:");
        report.scenario().terms().forEach(term -> lines.add(line(term)));
        return lines;
    }

    private static String line(Term term) {
        return Table.format("  %-14s %s (%s)", term.name(), term.value(), term.origin());
    }
}
