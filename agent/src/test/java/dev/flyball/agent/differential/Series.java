package dev.flyball.agent.differential;

import dev.flyball.core.target.Bounds;
import java.util.ArrayList;
import java.util.List;

/**
 * One autoscaler, its workload, and what happens to it step by step.
 *
 * @param id unique and no prefix of another: it names the workload and its autoscaler
 * @param name what it tries
 * @param workload what is scaled
 * @param metrics what the autoscaler looks at
 * @param bounds the sizes allowed
 * @param rules its behavior
 * @param steps what happens; the first before the autoscaler exists
 */
record Series(
        String id,
        String name,
        Workload workload,
        List<Metric> metrics,
        Bounds bounds,
        Rules rules,
        List<List<Action>> steps) {

    Series {
        metrics = List.copyOf(metrics);
        steps = List.copyOf(steps);
    }

    /**
     * What is scaled; each pod requests 0.1 cores and 100 MB.
     *
     * @param kind Deployment or ReplicaSet
     * @param replicas how many pods there are at first
     * @param readyDelaySeconds how long a pod stays pending
     */
    record Workload(String kind, int replicas, int readyDelaySeconds) {

        static Workload deployment(int replicas) {
            return new Workload("Deployment", replicas, 0);
        }

        static Workload replicaSet(int replicas) {
            return new Workload("ReplicaSet", replicas, 0);
        }

        Workload readyAfter(int seconds) {
            return new Workload(kind, replicas, seconds);
        }

        String resource() {
            return kind.equals("Deployment") ? "deployments" : "replicasets";
        }
    }

    /** What an autoscaler looks at. */
    sealed interface Metric {

        /** Returns the signal's name. */
        String signal();

        /** A resource, its target in percent of the request. */
        record Utilization(String signal, int percent) implements Metric {}

        /** A resource, its target as an amount per pod in milli-units. */
        record PerPod(String signal, long milli) implements Metric {}

        /** An external metric, its target as an amount per pod in milli-units. */
        record External(String signal, long milli) implements Metric {}
    }

    /** Something that happens to a series. */
    sealed interface Action {

        /** The external metric gets a value. */
        record Tell(String metric, double value) implements Action {}

        /** The external metric has no value any more. */
        record Forget(String metric) implements Action {}

        /** Pods use a resource: each this much, or all together. */
        record Use(Loads.Rule rule) implements Action {}

        /** No pod has a sample any more. */
        record Unmeasured() implements Action {}

        /** One pod, by its place in the order of names, uses something else. */
        record UseOf(int pod, Loads.Rule rule) implements Action {}

        /** One pod becomes ready or stops being so. */
        record Ready(int pod, boolean ready) implements Action {}

        /** One pod fails. */
        record Fail(int pod) implements Action {}

        /** New pods stay pending for so long; those of a Deployment are replaced. */
        record ReadyDelay(int seconds) implements Action {}

        /** Somebody sets the size. */
        record Scale(int replicas) implements Action {}
    }

    /** Returns this series with one more thing happening at a step. */
    Series and(int step, Action... more) {
        List<List<Action>> next = new ArrayList<>(steps);
        List<Action> actions = new ArrayList<>(next.get(step));
        actions.addAll(List.of(more));
        next.set(step, List.copyOf(actions));
        return new Series(id, name, workload, metrics, bounds, rules, next);
    }

    Series under(Rules other) {
        return new Series(id, name, workload, metrics, bounds, other, steps);
    }

    Series within(int min, int max) {
        return new Series(id, name, workload, metrics, new Bounds(min, max), rules, steps);
    }

    Series of(Workload other) {
        return new Series(id, name, other, metrics, bounds, rules, steps);
    }
}
