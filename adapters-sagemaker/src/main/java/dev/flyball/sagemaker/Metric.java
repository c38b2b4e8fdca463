package dev.flyball.sagemaker;

import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;

/**
 * A metric of CloudWatch as it is asked for.
 *
 * @param namespace for example {@code AWS/SageMaker}
 * @param name for example {@code Invocations}
 * @param dimensions what it is about
 * @param statistic for example {@code Sum} or {@code p90}
 * @param period the time that one point is about: 10 s, 30 s, or whole minutes
 */
record Metric(String namespace, String name, Map<String, String> dimensions, String statistic, Duration period) {

    Metric {
        Objects.requireNonNull(namespace, "namespace");
        Objects.requireNonNull(name, "name");
        Objects.requireNonNull(statistic, "statistic");
        Objects.requireNonNull(period, "period");
        dimensions = Map.copyOf(dimensions);
    }

    /** Returns the same metric in points about another period. */
    Metric every(Duration other) {
        return new Metric(namespace, name, dimensions, statistic, other);
    }

    /** Returns how it is called in messages. */
    String shown() {
        return namespace + " " + name + new TreeMap<>(dimensions) + " " + statistic;
    }
}
