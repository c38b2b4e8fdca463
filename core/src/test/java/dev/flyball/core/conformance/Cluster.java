package dev.flyball.core.conformance;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/**
 * Pods that come, get ready, lose their readiness or their samples, and go, at random. The first pod always is ready
 * and has a sample: what happens without any is a difference that docs/presets.md tells.
 */
final class Cluster {

    private final Random random;
    private final List<Pod> pods = new ArrayList<>();
    private int created;
    private double level = 0.5;

    Cluster(Random random, int ready) {
        this.random = random;
        for (int i = 0; i < ready; i++) {
            pods.add(new Pod(name(), Pod.Phase.RUNNING, false, true, -10_000, -9_000, 500, request(), -5, 15));
        }
    }

    List<Pod> pods() {
        return List.copyOf(pods);
    }

    /** Returns the pods {@code now}, of which {@code wanted} have been asked for. */
    List<Pod> sync(long now, int wanted) {
        pods.removeIf(pod -> (pod.deleted() || pod.phase() == Pod.Phase.FAILED) && random.nextBoolean());
        resize(now, wanted);
        if (random.nextInt(4) == 0) {
            level = random.nextDouble() * 1.6;
        }
        for (int i = 0; i < pods.size(); i++) {
            pods.set(i, next(pods.get(i), now, i == 0));
        }
        return List.copyOf(pods);
    }

    private void resize(long now, int wanted) {
        List<Pod> alive = pods.stream()
                .filter(pod -> !pod.deleted() && pod.phase() != Pod.Phase.FAILED)
                .toList();
        for (int i = alive.size(); i < wanted; i++) {
            pods.add(new Pod(name(), Pod.Phase.PENDING, false, false, now - 10, now - 10, -1, request(), now, 15));
        }
        for (int i = wanted; i < alive.size(); i++) {
            Pod pod = alive.get(i);
            pods.set(pods.indexOf(pod), with(pod, pod.phase(), true, pod.ready(), pod.transition(), now));
        }
    }

    private Pod next(Pod pod, long now, boolean first) {
        if (pod.deleted() || pod.phase() == Pod.Phase.FAILED) {
            return pod;
        }
        if (pod.phase() == Pod.Phase.PENDING) {
            return random.nextBoolean() ? pod : with(pod, Pod.Phase.RUNNING, false, false, now - 3, now);
        }
        if (!first && random.nextInt(60) == 0) {
            return with(pod, Pod.Phase.FAILED, false, false, now, now);
        }
        boolean turns = !first && random.nextInt(pod.ready() ? 30 : 3) == 0;
        long transition = turns ? now - random.nextInt(15) : pod.transition();
        Pod next = with(pod, Pod.Phase.RUNNING, false, pod.ready() != turns, transition, now);
        return first || random.nextInt(12) > 0 ? next : withoutSample(next);
    }

    private Pod with(Pod pod, Pod.Phase phase, boolean deleted, boolean ready, long transition, long now) {
        long usage = (long) (level * pod.request() * (0.7 + 0.6 * random.nextDouble()));
        return new Pod(
                pod.name(),
                phase,
                deleted,
                ready,
                pod.started(),
                transition,
                usage,
                pod.request(),
                now - random.nextInt(40),
                15 + 15L * random.nextInt(2));
    }

    private static Pod withoutSample(Pod pod) {
        return new Pod(
                pod.name(),
                pod.phase(),
                pod.deleted(),
                pod.ready(),
                pod.started(),
                pod.transition(),
                -1,
                pod.request(),
                pod.sampledAt(),
                pod.window());
    }

    private String name() {
        return "pod-" + created++;
    }

    private long request() {
        return List.of(100, 333, 500, 1000, 2000).get(random.nextInt(5));
    }
}
