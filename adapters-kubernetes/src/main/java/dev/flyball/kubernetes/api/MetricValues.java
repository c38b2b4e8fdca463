package dev.flyball.kubernetes.api;

import com.fasterxml.jackson.annotation.JsonAlias;
import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/**
 * What the custom or the external metrics API says of one metric. Parts that the server leaves out are {@code null}.
 */
@JsonIgnoreProperties(ignoreUnknown = true)
public record MetricValues(List<Value> items) {

    public MetricValues {
        items = items == null ? List.of() : List.copyOf(items);
    }

    /**
     * One value, of one object or with one set of labels.
     *
     * @param describedObject whose value it is; only for custom metrics
     * @param metricLabels what tells it from other values; only for external metrics
     * @param timestamp when it was true
     * @param windowSeconds how long it was measured; {@code null} for a moment
     * @param value a quantity
     */
    @JsonIgnoreProperties(ignoreUnknown = true)
    public record Value(
            DescribedObject describedObject,
            Map<String, String> metricLabels,
            Instant timestamp,
            @JsonAlias("window") Long windowSeconds,
            String value) {
        public Value {
            metricLabels = metricLabels == null ? Map.of() : Map.copyOf(metricLabels);
        }
    }

    /** The name of an object in the namespace that was asked about. */
    @JsonIgnoreProperties(ignoreUnknown = true)
    public record DescribedObject(String name) {}
}
