package dev.flyball.core.conformance;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** The Kubernetes HPA v2 with its defaults, written down from its rules, in whole numbers as it has them. */
final class HpaReference {

    private final long min;
    private final long max;
    private final List<long[]> recommendations = new ArrayList<>();
    private final List<long[]> events = new ArrayList<>();

    HpaReference(long min, long max) {
        this.min = min;
        this.max = max;
    }

    /** Proposes by a resource: {@code target} is in percent of the request, or else in thousandths for each pod. */
    static long byPods(List<Pod> pods, long cur, long target, boolean ofRequest, boolean cpu, long now) {
        Map<String, Long> requests = new HashMap<>();
        Map<String, Long> usage = new HashMap<>();
        Set<String> unready = new TreeSet<>();
        Set<String> missing = new TreeSet<>();
        for (Pod pod : pods) {
            if (pod.deleted() || pod.phase() == Pod.Phase.FAILED) {
                continue;
            }
            requests.put(pod.name(), pod.request());
            if (pod.phase() == Pod.Phase.PENDING) {
                unready.add(pod.name());
            } else if (pod.usage() < 0) {
                missing.add(pod.name());
            } else if (cpu && isStarting(pod, now)) {
                unready.add(pod.name());
            } else {
                usage.put(pod.name(), pod.usage());
            }
        }
        long counted = usage.size();
        double ratio = ratio(usage, requests, target, ofRequest);
        boolean scaleUpWithUnready = !unready.isEmpty() && ratio > 1;
        if (!scaleUpWithUnready && missing.isEmpty()) {
            return within(ratio) ? cur : (long) Math.ceil(ratio * counted);
        }
        for (String pod : missing) {
            if (ratio < 1) {
                usage.put(pod, ofRequest ? requests.get(pod) * Math.max(100, target) / 100 : target);
            } else if (ratio > 1) {
                usage.put(pod, 0L);
            }
        }
        if (scaleUpWithUnready) {
            unready.forEach(pod -> usage.put(pod, 0L));
        }
        double again = ratio(usage, requests, target, ofRequest);
        if (within(again) || ratio < 1 && again > 1 || ratio > 1 && again < 1) {
            return cur;
        }
        long size = (long) Math.ceil(again * usage.size());
        return again < 1 && size > cur || again > 1 && size < cur ? cur : size;
    }

    private static boolean isStarting(Pod pod, long now) {
        if (now < pod.started() + 300) {
            return !pod.ready() || pod.sampledAt() < pod.transition() + pod.window();
        }
        return !pod.ready() && pod.transition() < pod.started() + 30;
    }

    private static double ratio(Map<String, Long> usage, Map<String, Long> requests, long target, boolean ofRequest) {
        long used = usage.values().stream().mapToLong(Long::longValue).sum();
        if (!ofRequest) {
            return (double) (used / usage.size()) / target;
        }
        long requested = usage.keySet().stream().mapToLong(requests::get).sum();
        return (double) (used * 100 / requested) / target;
    }

    /** Proposes by an external metric with an average value, all in thousandths. */
    static long byExternal(long value, long target, long statusReplicas) {
        double ratio = (double) value / ((double) target * statusReplicas);
        return within(ratio) ? statusReplicas : (long) Math.ceil((double) value / target);
    }

    private static boolean within(double ratio) {
        return 0.9 <= ratio && ratio <= 1.1;
    }

    /** Returns the size after a proposal: stabilized, limited in rate, inside the bounds. */
    long next(long cur, long proposal, long now) {
        if (recommendations.isEmpty()) {
            recommendations.add(new long[] {now, cur});
        }
        recommendations.add(new long[] {now, proposal});
        long most = Long.MIN_VALUE;
        for (long[] recommendation : recommendations) {
            if (recommendation[0] > now - 300) {
                most = Math.max(most, recommendation[1]);
            }
        }
        long stable = cur;
        if (stable < proposal) {
            stable = proposal;
        }
        if (stable > most) {
            stable = most;
        }
        long size = stable;
        if (stable > cur) {
            long start = cur - changed(now, 1) + changed(now, -1);
            long limit = Math.max(start + 4, (long) Math.ceil(start * 2.0));
            size = Math.min(stable, Math.min(max, Math.max(limit, cur)));
        } else if (stable < cur) {
            // 100 percent in 15 s limits nothing.
            size = Math.max(stable, min);
        }
        if (size != cur) {
            events.add(new long[] {now, size - cur});
        }
        return size;
    }

    private long changed(long now, int sign) {
        return events.stream()
                .filter(event -> event[0] > now - 15 && event[1] * sign > 0)
                .mapToLong(event -> Math.abs(event[1]))
                .sum();
    }
}
