package dev.flyball.prometheus.scrape;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Reads {@code name{label="value",...}} at the beginning of a text, as the Prometheus and OpenMetrics formats and
 * PromQL write it.
 *
 * @param name the metric's name
 * @param labels its labels
 * @param rest what follows
 */
record SeriesText(String name, Map<String, String> labels, String rest) {

    /** Returns what stands there, or empty if it has another form. */
    static Optional<SeriesText> read(String text) {
        int end = endOfName(text, 0);
        if (end == 0) {
            return Optional.empty();
        }
        String name = text.substring(0, end);
        int next = skipBlanks(text, end);
        if (next == text.length() || text.charAt(next) != '{') {
            return Optional.of(new SeriesText(name, Map.of(), text.substring(end)));
        }
        return labels(name, text, next + 1);
    }

    private static Optional<SeriesText> labels(String name, String text, int start) {
        Map<String, String> labels = new HashMap<>();
        int at = skipBlanks(text, start);
        while (at < text.length() && text.charAt(at) != '}') {
            int end = endOfName(text, at);
            int equals = skipBlanks(text, end);
            int quote = skipBlanks(text, equals + 1);
            if (end == at || !has(text, equals, '=') || !has(text, quote, '"')) {
                return Optional.empty();
            }
            StringBuilder value = new StringBuilder();
            int close = value(text, quote + 1, value);
            if (!has(text, close, '"')) {
                return Optional.empty();
            }
            labels.put(text.substring(at, end), value.toString());
            at = skipBlanks(text, close + 1);
            if (has(text, at, ',')) {
                at = skipBlanks(text, at + 1);
            } else if (!has(text, at, '}')) {
                return Optional.empty();
            }
        }
        return at < text.length()
                ? Optional.of(new SeriesText(name, labels, text.substring(at + 1)))
                : Optional.empty();
    }

    /** Reads up to the closing quote, and returns where that is. */
    private static int value(String text, int start, StringBuilder value) {
        int at = start;
        while (at < text.length() && text.charAt(at) != '"') {
            char letter = text.charAt(at);
            if (letter == '\\' && at + 1 < text.length()) {
                at++;
                letter = text.charAt(at) == 'n' ? '\n' : text.charAt(at);
            }
            value.append(letter);
            at++;
        }
        return at;
    }

    private static int endOfName(String text, int start) {
        int at = start;
        while (at < text.length() && isNameLetter(text.charAt(at), at == start)) {
            at++;
        }
        return at;
    }

    private static boolean isNameLetter(char letter, boolean first) {
        return letter >= 'a' && letter <= 'z'
                || letter >= 'A' && letter <= 'Z'
                || letter == '_'
                || letter == ':'
                || !first && letter >= '0' && letter <= '9';
    }

    private static int skipBlanks(String text, int start) {
        int at = start;
        while (has(text, at, ' ') || has(text, at, '\t')) {
            at++;
        }
        return at;
    }

    private static boolean has(String text, int at, char letter) {
        return at < text.length() && text.charAt(at) == letter;
    }
}
