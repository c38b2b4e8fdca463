package dev.flyball.kubernetes;

import dev.flyball.core.result.Fault;
import dev.flyball.core.result.Result;
import java.util.List;
import java.util.Optional;

/**
 * A metric of the pods of a namespace, or of one object in it.
 *
 * @param resource whose metric it is, such as {@code pods} or {@code deployments.apps}
 * @param name the object's name, or {@code *} for all
 * @param selector which of the metric's labels to choose; empty for all
 */
record CustomMetric(String namespace, String resource, String name, String metric, Optional<String> selector) {

    private static final String PODS = "pods";
    private static final String ALL = "*";

    /** Reads what the user wrote. */
    static Result<CustomMetric> parse(String namespace, String text) {
        return MetricText.of(text)
                .flatMap(written -> of(namespace, written))
                .map(Result::ok)
                .orElseGet(() -> Result.failed(
                        Fault.Kind.INVALID,
                        "FLYBALL_QUERY=" + text + ": must be METRIC or pods/METRIC for a metric of each pod, or"
                                + " RESOURCE.GROUP/NAME/METRIC for one of another object, such as"
                                + " deployments.apps/chat/requests; ?SELECTOR may follow, such as ?path=chat"));
    }

    private static Optional<CustomMetric> of(String namespace, MetricText text) {
        List<String> parts = text.parts();
        return switch (parts.size()) {
            case 1 -> Optional.of(new CustomMetric(namespace, PODS, ALL, text.metric(), text.selector()));
            case 2 ->
                Optional.of(new CustomMetric(namespace, PODS, ALL, text.metric(), text.selector()))
                        .filter(metric -> parts.get(0).equals(PODS));
            case 3 ->
                Optional.of(new CustomMetric(namespace, parts.get(0), parts.get(1), text.metric(), text.selector()));
            default -> Optional.empty();
        };
    }

    /** Tells whether each pod has a value of its own. */
    boolean isOfEachPod() {
        return resource.equals(PODS) && name.equals(ALL);
    }

    @Override
    public String toString() {
        return "custom metric " + metric + selector.map(labels -> "?" + labels).orElse("") + " of "
                + (isOfEachPod() ? "the pods" : resource + " " + name) + " in namespace " + namespace;
    }
}
