package dev.flyball.kubernetes;

import java.util.List;
import java.util.Optional;

/**
 * What the user wrote in {@code FLYBALL_QUERY} to name a metric: {@code PART/.../METRIC?SELECTOR}.
 *
 * @param parts what stands before the question mark, split at each slash; none is blank
 * @param selector which of the metric's labels to choose, as the API writes selectors; empty for all
 */
record MetricText(List<String> parts, Optional<String> selector) {

    /** Reads the text; empty if a part of it is. */
    static Optional<MetricText> of(String text) {
        int question = text.indexOf('?');
        String path = question < 0 ? text : text.substring(0, question);
        List<String> parts = List.of(path.strip().split("/", -1));
        Optional<String> selector = question < 0
                ? Optional.empty()
                : Optional.of(text.substring(question + 1).strip());
        boolean complete = parts.stream().noneMatch(String::isBlank)
                && selector.map(labels -> !labels.isEmpty()).orElse(true);
        return complete ? Optional.of(new MetricText(parts, selector)) : Optional.empty();
    }

    String metric() {
        return parts.get(parts.size() - 1);
    }
}
