package dev.flyball.agent.backtest;

import dev.flyball.agent.backtest.Chart.Layer;
import dev.flyball.core.simulation.Series;
import dev.flyball.core.simulation.Series.Span;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;

/** Writes a report as one page that needs nothing else: no script, no network. */
public final class HtmlReport {

    private static final String END = System.lineSeparator();

    private static final double HEADROOM = 1.1;

    private final Report report;
    private final double capacity;
    private final double mostServers;
    private final double longestWait;

    private HtmlReport(Report report) {
        this.report = report;
        this.capacity = report.scenario().deployment().capacity();
        this.mostServers = HEADROOM * most(span -> span.paid());
        double allowed = report.scenario().deployment().sloWait();
        // A wait of many minutes would flatten all others.
        double shown = Math.min(most(span -> span.longestWait()), Math.max(60, 20 * allowed));
        this.longestWait = HEADROOM * Math.max(allowed, shown);
    }

    /** Returns the report as a page. */
    public static String of(Report report) throws IOException {
        return new HtmlReport(report).page();
    }

    private double most(ToDoubleFunction<Span> value) {
        return report.runs().stream()
                .flatMap(run -> run.series().spans().stream())
                .mapToDouble(value)
                .reduce(1, Math::max);
    }

    private String page() throws IOException {
        StringBuilder page = new StringBuilder();
        page.append("<!doctype html>").append(END);
        page.append("<html lang=\"en\"><head><meta charset=\"utf-8\">").append(END);
        page.append("<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">")
                .append(END);
        page.append("<title>Backtest of ")
                .append(escape(report.scenario().source()))
                .append("</title>")
                .append(END);
        page.append("<style>")
                .append(END)
                .append(style())
                .append("</style></head><body>")
                .append(END);
        page.append("<h1>Backtest of ")
                .append(escape(report.scenario().source()))
                .append("</h1>")
                .append(END);
        page.append(results());
        report.recommendation().ifPresent(advice -> page.append(recommended(advice)));
        page.append(terms());
        if (!report.runs().isEmpty()) {
            page.append(load());
            report.runs().forEach(run -> page.append(policy(run)));
        }
        return page.append("</body></html>").append(END).toString();
    }

    private static String style() throws IOException {
        try (InputStream file = HtmlReport.class.getResourceAsStream("/backtest.css")) {
            return new String(file.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    private String results() {
        StringBuilder page = new StringBuilder("<section>");
        page.append(results(Table.rows(report.runs(), report.scenario().price())));
        return page.append("<p class=\"note\">Late: waited longer than ")
                .append(report.scenario().deployment().sloWait())
                .append(" s. Servers are paid for from being asked for. An oracle knows the load before; with its")
                .append(" share of late requests it is the cheapest plan that was found.</p></section>")
                .append(END)
                .toString();
    }

    /** The first row is the head. */
    private static String results(List<List<String>> rows) {
        List<String> heads = rows.get(0).stream()
                .map(head -> head.charAt(0) + head.substring(1).toLowerCase(Locale.ROOT))
                .toList();
        StringBuilder table = new StringBuilder("<table class=\"results\"><thead><tr>");
        heads.forEach(head -> table.append("<th>").append(escape(head)).append("</th>"));
        table.append("</tr></thead><tbody>").append(END);
        for (List<String> row : rows.subList(1, rows.size())) {
            table.append("<tr>");
            for (int i = 0; i < row.size(); i++) {
                // A narrow page shows the head in each cell.
                table.append("<td data-head=\"").append(escape(heads.get(i))).append("\">");
                table.append(escape(row.get(i))).append("</td>");
            }
            table.append("</tr>").append(END);
        }
        return table.append("</tbody></table>").toString();
    }

    private String terms() {
        StringBuilder table = new StringBuilder("<section><h2>What the figures rest on</h2><table class=\"terms\">");
        for (Term term : report.scenario().terms()) {
            String style = term.isGiven() ? "" : " class=\"guessed\"";
            table.append("<tr").append(style).append(">");
            for (String cell : List.of(term.name(), term.value(), term.origin())) {
                table.append("<td>").append(escape(cell)).append("</td>");
            }
            table.append("</tr>").append(END);
        }
        return table.append("</table></section>").append(END).toString();
    }

    private static String recommended(Recommendation advice) {
        return "<section><h2>Recommended</h2><pre>" + escape(String.join(END, advice.settings())) + "</pre><ul>"
                + advice.reasons().stream()
                        .map(reason -> "<li>" + escape(reason) + "</li>")
                        .collect(Collectors.joining(END))
                + "</ul><div class=\"settings\">" + results(advice.rows()) + "</div></section>" + END;
    }

    private String load() {
        Series series = report.runs().get(0).series();
        double top = HEADROOM
                * Math.max(
                        1e-9,
                        series.spans().stream().mapToDouble(Span::peak).max().orElse(1));
        return "<section><h2>Load</h2>"
                + chart("Load", "requests a second", series, top)
                        .html(
                                180,
                                List.of(
                                        new Layer("peak", values(series, Span::peak), true),
                                        new Layer("load", values(series, Span::load), false)),
                                List.of())
                + "<p class=\"note\">Line: mean of each " + series.seconds()
                + " s; behind it: the most in one second.</p></section>" + END;
    }

    private String policy(PolicyRun run) {
        Series series = run.series();
        return "<section><h2>" + escape(run.name()) + "</h2><p class=\"note\">" + escape(run.note()) + "</p>"
                + chart("Servers of " + escape(run.name()), "servers", series, mostServers)
                        .html(
                                150,
                                List.of(
                                        new Layer("paid", values(series, span -> span.paid()), true),
                                        new Layer("ready", values(series, Span::ready), true),
                                        new Layer("load", values(series, span -> span.load() / capacity), false)),
                                List.of())
                + chart("Longest waits of " + escape(run.name()), "s of wait", series, longestWait)
                        .html(
                                90,
                                List.of(new Layer("wait", values(series, span -> span.longestWait()), true)),
                                List.of((double) report.scenario().deployment().sloWait()))
                + "<p class=\"note key\"><i class=\"ready\"></i>ready <i class=\"paid\"></i>starting <i class=\"load\"></i>"
                + "the load, in full servers <i class=\"wait\"></i>longest wait <i class=\"mark\"></i>what is allowed</p>"
                + "</section>" + END;
    }

    private Chart chart(String title, String unit, Series series, double top) {
        return new Chart(
                title,
                unit,
                values(series, span -> span.begin()),
                report.scenario().trace().seconds(),
                top);
    }

    private static double[] values(Series series, ToDoubleFunction<Span> value) {
        return series.spans().stream().mapToDouble(value).toArray();
    }

    private static String escape(String text) {
        return text.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;");
    }
}
