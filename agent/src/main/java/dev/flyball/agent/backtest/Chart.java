package dev.flyball.agent.backtest;

import java.util.List;
import java.util.Locale;

/**
 * Draws one chart: an area or a line over time, with a scale at the left. The drawing fills the width there is, and
 * what is written stays as large as it is. Colours are classes of the page, so that they follow its light or dark
 * style.
 *
 * @param title what it shows, for those who do not see it
 * @param unit what the scale counts
 * @param times seconds of each value
 * @param end the second at which the chart ends
 * @param top the highest value of the scale, above 0
 */
record Chart(String title, String unit, double[] times, double end, double top) {

    private static final double WIDTH = 1000;
    private static final double LEFT = 48;

    /** So that half a line of text fits beside the highest and the lowest value. */
    private static final double EDGE = 7;

    /**
     * What is drawn.
     *
     * @param style the class of the page that it is drawn in
     * @param values one for each time
     * @param filled whether the area below is filled
     */
    record Layer(String style, double[] values, boolean filled) {}

    String html(double height, List<Layer> layers, List<Double> marks) {
        StringBuilder scale = new StringBuilder();
        StringBuilder plot = new StringBuilder();
        double step = step(top / 4);
        for (double value = 0; value <= top * 1.0001; value += step) {
            double y = y(value, height);
            plot.append(line("grid", y));
            scale.append(text("", "end", Table.format("%.1f", LEFT - 6), y + 4, Table.plain(value)));
        }
        for (Layer layer : layers) {
            plot.append(path(layer, height));
        }
        for (double mark : marks) {
            if (mark <= top) {
                plot.append(line("mark", y(mark, height)));
            }
        }
        return Table.format(
                "<figure role=\"img\" aria-label=\"%s\"><figcaption>%s</figcaption><div class=\"chart\">%n"
                        + "<svg class=\"scale\" width=\"%.0f\" height=\"%.0f\">%s</svg>%n"
                        + "<div><svg class=\"plot\" viewBox=\"0 0 %.0f %.0f\" height=\"%.0f\""
                        + " preserveAspectRatio=\"none\">%s</svg>%n<svg class=\"times\" height=\"18\">%s</svg></div>%n"
                        + "</div></figure>%n",
                title, unit, LEFT, height, scale, WIDTH, height, height, plot, clocks());
    }

    private String clocks() {
        StringBuilder clocks = new StringBuilder();
        double length = end - times[0];
        double tick = tick(length / 7);
        int number = 0;
        for (double at = 0; at <= length; at += tick) {
            double part = at / length;
            String anchor = number == 0 ? "start" : part > 0.96 ? "end" : "middle";
            // A narrow page has no room for all of them.
            String style = number++ % 2 == 0 ? "" : "odd";
            clocks.append(text(style, anchor, Table.format("%.2f%%", 100 * part), 13, clock(at, length)));
        }
        return clocks.toString();
    }

    private static String clock(double seconds, double length) {
        if (length >= 3 * 86400) {
            return "day " + Table.plain(seconds / 86400);
        }
        return length >= 3 * 3600 ? Table.plain(seconds / 3600) + " h" : Table.plain(seconds / 60) + " min";
    }

    /** A distance between times that people count in, at least this long. */
    private static double tick(double least) {
        for (double tick : new double[] {10, 30, 60, 300, 600, 1800, 3600, 7200, 10_800, 21_600, 43_200}) {
            if (tick >= least) {
                return tick;
            }
        }
        return 86_400 * Math.ceil(least / 86_400);
    }

    /** 1, 2 or 5 times a power of ten, at least this large. */
    private static double step(double least) {
        double power = Math.pow(10, Math.floor(Math.log10(least)));
        for (double factor : new double[] {1, 2, 5}) {
            if (factor * power >= least) {
                return factor * power;
            }
        }
        return 10 * power;
    }

    private String path(Layer layer, double height) {
        StringBuilder path = new StringBuilder();
        for (int i = 0; i < times.length; i++) {
            // As steps: a value holds for all of its span.
            double next = i + 1 < times.length ? times[i + 1] : end;
            double y = y(Math.min(top, layer.values()[i]), height);
            path.append(String.format(Locale.ROOT, "%s%.1f %.1fH%.1f", i == 0 ? "M" : "L", x(times[i]), y, x(next)));
        }
        if (layer.filled()) {
            path.append(String.format(Locale.ROOT, "V%.1fH%.1fZ", y(0, height), x(times[0])));
        }
        return "<path class=\"" + layer.style() + "\" d=\"" + path + "\"/>" + System.lineSeparator();
    }

    private double x(double time) {
        return WIDTH * (time - times[0]) / Math.max(1, end - times[0]);
    }

    private double y(double value, double height) {
        return height - EDGE - (height - 2 * EDGE) * value / top;
    }

    private static String line(String style, double y) {
        return Table.format("<line class=\"%s\" x1=\"0\" y1=\"%.1f\" x2=\"%.0f\" y2=\"%.1f\"/>", style, y, WIDTH, y);
    }

    private static String text(String style, String anchor, String x, double y, String text) {
        return Table.format(
                "<text class=\"%s\" text-anchor=\"%s\" x=\"%s\" y=\"%.1f\">%s</text>", style, anchor, x, y, text);
    }
}
