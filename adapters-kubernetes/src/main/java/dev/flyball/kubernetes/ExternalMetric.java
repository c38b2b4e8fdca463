package dev.flyball.kubernetes;

import dev.flyball.core.result.Fault;
import dev.flyball.core.result.Result;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A metric of something outside the cluster.
 *
 * @param selector which of its series to choose by their labels; empty for all
 */
record ExternalMetric(String namespace, String metric, Optional<String> selector) {

    private static final Pattern SUM = Pattern.compile("\\s*sum\\s*\\((.*)\\)\\s*");

    /**
     * What the user wrote.
     *
     * @param summed whether several series are to be added up
     */
    record Wish(ExternalMetric metric, boolean summed) {}

    /** Reads what the user wrote. */
    static Result<Wish> parse(String namespace, String text) {
        Matcher sum = SUM.matcher(text);
        return MetricText.of(sum.matches() ? sum.group(1) : text)
                .filter(written -> written.parts().size() == 1)
                .map(written -> new ExternalMetric(namespace, written.metric(), written.selector()))
                .map(metric -> Result.ok(new Wish(metric, sum.matches())))
                .orElseGet(() -> Result.failed(
                        Fault.Kind.INVALID,
                        "FLYBALL_QUERY=" + text + ": must be METRIC or METRIC?SELECTOR, such as"
                                + " queue_length?queue=chat, or sum(METRIC?SELECTOR) to add up several series"));
    }

    @Override
    public String toString() {
        return "external metric " + metric
                + selector.map(labels -> "?" + labels).orElse("") + " in namespace " + namespace;
    }
}
