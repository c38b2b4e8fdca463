package dev.flyball.prometheus.scrape;

import dev.flyball.prometheus.http.Body;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Reads the text formats of Prometheus and OpenMetrics line by line while they arrive, and keeps the wanted metrics
 * only. Comments, time stamps and exemplars are passed over, and so is a line that is not of these formats: a metric
 * that cannot be read is missing.
 */
final class Exposition implements Body<List<Series>> {

    /** Longer lines are passed over; a line of a metric has a few hundred bytes. */
    private static final int LONGEST_LINE = 64 << 10;

    private static final Pattern NUMBER = Pattern.compile("[+-]?(\\d+(\\.\\d*)?|\\.\\d+)([eE][+-]?\\d+)?");

    private final Set<String> wanted;
    private final List<Series> series = new ArrayList<>();
    private final ByteArrayOutputStream line = new ByteArrayOutputStream();
    private boolean tooLong;

    Exposition(Set<String> wanted) {
        this.wanted = Set.copyOf(wanted);
    }

    @Override
    public void take(ByteBuffer bytes) {
        while (bytes.hasRemaining()) {
            byte next = bytes.get();
            if (next == '\n') {
                endLine();
            } else if (line.size() < LONGEST_LINE) {
                line.write(next);
            } else {
                tooLong = true;
            }
        }
    }

    /** A line that is not ended may be cut off, so that its number may be, too. */
    @Override
    public List<Series> end() {
        return List.copyOf(series);
    }

    private void endLine() {
        if (!tooLong) {
            read(line.toString(StandardCharsets.UTF_8)).ifPresent(series::add);
        }
        line.reset();
        tooLong = false;
    }

    private Optional<Series> read(String text) {
        return SeriesText.read(text)
                .filter(found -> wanted.contains(found.name()))
                .flatMap(found -> number(found.rest()).map(value -> new Series(found.name(), found.labels(), value)));
    }

    private static Optional<Double> number(String rest) {
        String[] words = rest.strip().split("[ \t]+", 2);
        return switch (words[0]) {
            case "NaN" -> Optional.of(Double.NaN);
            case "+Inf", "Inf" -> Optional.of(Double.POSITIVE_INFINITY);
            case "-Inf" -> Optional.of(Double.NEGATIVE_INFINITY);
            default -> NUMBER.matcher(words[0]).matches() ? Optional.of(Double.valueOf(words[0])) : Optional.empty();
        };
    }
}
