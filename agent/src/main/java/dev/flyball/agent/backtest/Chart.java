package dev.flyball.agent.backtest;

import java.util.List;
import java.util.Locale;

/**
 * Draws one chart as SVG: an area or a line over time, with a scale at the left. Colours are classes of the page, so
 * that they follow its light or dark style.
 *
 * @param title what it shows, for those who do not see it
 * @param unit what the scale counts
 * @param times seconds of each value
 * @param end the second at which the chart ends
 * @param top the highest value of the scale, above 0
 */
record Chart(String title, String unit, double[] times, double end, double top) {

    private static final double WIDTH = 960;
    private static final double LEFT = 56;
    private static final double BOTTOM = 22;
    private static final double ABOVE = 8;

    /**
     * What is drawn.
     *
     * @param style the class of the page that it is drawn in
     * @param values one for each time
     * @param filled whether the area below is filled
     */
    record Layer(String style, double[] values, boolean filled) {}

    String svg(double height, List<Layer> layers, List<Double> marks) {
        StringBuilder svg = new StringBuilder(String.format(
                Locale.ROOT,
                "<svg viewBox=\"0 0 %.0f %.0f\" role=\"img\" aria-label=\"%s\">%n<title>%s</title>%n",
                WIDTH,
                height,
                title,
                title));
        double step = step(top / 3);
        for (double value = 0; value <= top * 1.0001; value += step) {
            double y = y(value, height);
            svg.append(line("grid", LEFT, y, WIDTH, y));
            svg.append(text("end", LEFT - 6, y + 4, Table.plain(value)));
        }
        svg.append(text("start", LEFT + 4, ABOVE + 10, unit));
        for (Layer layer : layers) {
            svg.append(path(layer, height));
        }
        for (double mark : marks) {
            if (mark <= top) {
                svg.append(line("mark", LEFT, y(mark, height), WIDTH, y(mark, height)));
            }
        }
        times(svg, height);
        return svg.append("</svg>").append(System.lineSeparator()).toString();
    }

    private void times(StringBuilder svg, double height) {
        double length = end - times[0];
        double tick = tick(length / 7);
        for (double at = 0; at <= length; at += tick) {
            double x = x(times[0] + at);
            String anchor = at == 0 ? "start" : x > WIDTH - 30 ? "end" : "middle";
            svg.append(text(anchor, x, height - 6, clock(at, length)));
        }
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
        return LEFT + (WIDTH - LEFT) * (time - times[0]) / Math.max(1, end - times[0]);
    }

    private double y(double value, double height) {
        return height - BOTTOM - (height - BOTTOM - ABOVE) * value / top;
    }

    private static String line(String style, double x1, double y1, double x2, double y2) {
        return String.format(
                Locale.ROOT,
                "<line class=\"%s\" x1=\"%.1f\" y1=\"%.1f\" x2=\"%.1f\" y2=\"%.1f\"/>%n",
                style,
                x1,
                y1,
                x2,
                y2);
    }

    private static String text(String anchor, double x, double y, String text) {
        return String.format(
                Locale.ROOT, "<text text-anchor=\"%s\" x=\"%.1f\" y=\"%.1f\">%s</text>%n", anchor, x, y, text);
    }
}
