package dev.flyball.kubernetes;

import dev.flyball.kubernetes.api.Pod;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** A pod's quality-of-service class, which follows from its resources and which no resize may change. */
enum QosClass {
    /** Every container is limited to just what it requests. */
    GUARANTEED("Guaranteed"),
    /** Anything between the other two. */
    BURSTABLE("Burstable"),
    /** No container requests anything or is limited. */
    BEST_EFFORT("BestEffort");

    private static final List<String> RESOURCES = List.of("cpu", "memory");

    private final String word;

    QosClass(String word) {
        this.word = word;
    }

    static QosClass of(Pod.Spec spec) {
        List<Pod.Resources> all = Stream.concat(spec.containers().stream(), spec.initContainers().stream())
                .map(container ->
                        container.resources() == null ? new Pod.Resources(Map.of(), Map.of()) : container.resources())
                .toList();
        if (all.stream().noneMatch(QosClass::hasAny)) {
            return BEST_EFFORT;
        }
        return all.stream().allMatch(QosClass::isExact) ? GUARANTEED : BURSTABLE;
    }

    private static boolean hasAny(Pod.Resources resources) {
        return RESOURCES.stream()
                .anyMatch(resource ->
                        amount(resources.requests(), resource) > 0 || amount(resources.limits(), resource) > 0);
    }

    private static boolean isExact(Pod.Resources resources) {
        return RESOURCES.stream().allMatch(resource -> {
            double limit = amount(resources.limits(), resource);
            return limit > 0
                    && (!resources.requests().containsKey(resource) || amount(resources.requests(), resource) == limit);
        });
    }

    private static double amount(Map<String, String> quantities, String resource) {
        return quantities.containsKey(resource) ? Quantities.parse(quantities.get(resource), resource) : 0;
    }

    @Override
    public String toString() {
        return word;
    }
}
