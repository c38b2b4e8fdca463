package dev.flyball.kubernetes;

import dev.flyball.core.result.Fault;
import dev.flyball.core.result.Result;
import dev.flyball.core.target.Outcome;
import dev.flyball.core.target.Version;
import dev.flyball.kubernetes.PodResize.Stage;
import dev.flyball.kubernetes.api.ApiException;
import dev.flyball.kubernetes.api.Causes;
import dev.flyball.kubernetes.api.FaultException;
import dev.flyball.kubernetes.api.KubernetesApi;
import dev.flyball.kubernetes.api.Pod;
import dev.flyball.kubernetes.api.Scale;
import io.smallrye.mutiny.Uni;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Function;

/**
 * Gives the running pods of a workload another size in place, one after another: each call asks for at most one pod,
 * and only if no other one is on its way. Safe for several threads.
 */
final class Resizes {

    private static final int NOT_FOUND = 404;
    private static final int CONFLICT = 409;

    /** After this long a pod that waits for room holds up the others no more. */
    private static final Duration WAITS_AT_MOST = Duration.ofMinutes(5);

    /** After this long a pod whose node does not get done holds up the others no more. */
    private static final Duration TAKES_AT_MOST = Duration.ofHours(1);

    private final KubernetesApi api;
    private final Function<Workload, Uni<Scale>> scales;
    private final InstantSource clock;
    private final Infeasible infeasible;
    private final AtomicBoolean supported = new AtomicBoolean();

    /**
     * Makes it.
     *
     * @param scales yields the scale of a workload, complete, or fails with the fault in words
     */
    Resizes(KubernetesApi api, Function<Workload, Uni<Scale>> scales, InstantSource clock) {
        this.api = api;
        this.scales = scales;
        this.clock = clock;
        this.infeasible = new Infeasible(clock);
    }

    /** Yields what came of asking for this size, within the time limit of {@code calls}; never fails. */
    Uni<Outcome> apply(Workload workload, int servers, String name, Version seen, Calls calls) {
        Optional<PodSize> size = PodSize.parse(name);
        if (size.isEmpty()) {
            return Uni.createFrom().item(new Outcome.Refused(malformed(name)));
        }
        Uni<Outcome> outcome = resizable(calls)
                .chain(() -> scales.apply(workload))
                .chain(scale -> {
                    if (!scale.metadata().resourceVersion().equals(seen.value())) {
                        return deferred(workload + " changed since it was seen at version " + seen.value()
                                + "; the next round decides anew");
                    }
                    return calls.ask(
                                    Asked.pods(workload),
                                    api.pods(
                                            workload.namespace(), scale.status().selector()))
                            .chain(pods -> next(workload, servers, size.get(), pods, calls));
                });
        return calls.within(Asked.fleet(workload), outcome)
                .map(result -> result instanceof Result.Failed<Outcome> failed
                        ? new Outcome.Refused(failed.fault())
                        : ((Result.Ok<Outcome>) result).value());
    }

    /** Yields why no pod can be resized, or empty if one can; never fails. */
    Uni<Optional<Fault>> obstacle(Calls calls) {
        return calls.within(Asked.coreResources(), resizable(calls).replaceWith(true))
                .map(result -> result instanceof Result.Failed<Boolean> failed
                        ? Optional.of(failed.fault())
                        : Optional.empty());
    }

    private Uni<Void> resizable(Calls calls) {
        if (supported.get()) {
            return Uni.createFrom().voidItem();
        }
        return calls.ask(Asked.coreResources(), api.coreResources()).map(known -> {
            if (known.named("pods/resize").isEmpty()) {
                throw new FaultException(
                        Fault.Kind.UNSUPPORTED,
                        api.server() + " cannot resize pods in place (it has no pods/resize, which Kubernetes has since"
                                + " 1.33): upgrade the cluster, or set FLYBALL_STRATEGY=horizontal");
            }
            supported.set(true);
            return null;
        });
    }

    private Uni<Outcome> next(Workload workload, int servers, PodSize size, List<Pod> pods, Calls calls) {
        List<PodResize> resizes = pods.stream()
                .filter(Resizes::runs)
                .map(pod -> PodResize.of(pod, size))
                .sorted(Comparator.comparing(PodResize::name))
                .toList();
        first(resizes, Stage.INFEASIBLE)
                .ifPresent(pod -> infeasible.remember(
                        workload, size, "pod " + pod.name() + " of " + workload + " can never have it" + pod.words()));
        Optional<String> never = infeasible.recall(workload, size);
        if (never.isPresent()) {
            return refused(Fault.Kind.REFUSED, "size " + size + " is infeasible: " + never.get());
        }
        Optional<PodResize> waits = resizes.stream().filter(this::holdsUp).findFirst();
        if (waits.isPresent()) {
            return deferred(told(waits.get(), size));
        }
        return first(resizes, Stage.NOT_ASKED)
                .map(pod -> ask(workload, servers, size, pod, calls))
                .or(() -> resizes.stream()
                        .filter(pod -> pod.stage() != Stage.DONE)
                        .findFirst()
                        .map(late -> deferred(told(late, size))))
                .orElseGet(() -> Uni.createFrom().item(new Outcome.Applied(clock.instant(), servers)));
    }

    private Uni<Outcome> ask(Workload workload, int servers, PodSize size, PodResize pod, Calls calls) {
        Uni<Outcome> asked = Uni.createFrom()
                .item(() -> pod.patch(size))
                .chain(patch -> api.resizePod(workload.namespace(), pod.name(), patch))
                .map(answer -> new Outcome.Applied(clock.instant(), servers));
        return calls.ask(
                Asked.resizePod(workload, pod.name()),
                asked.onFailure(Resizes::isOutdated)
                        .recoverWithItem(outdated -> new Outcome.Deferred("pod " + pod.name() + " of " + workload
                                + " changed or ended since it was seen; the next round decides anew")));
    }

    private boolean holdsUp(PodResize pod) {
        Duration patience =
                switch (pod.stage()) {
                    case DEFERRED -> WAITS_AT_MOST;
                    case UNDER_WAY -> TAKES_AT_MOST;
                    case NOT_ASKED, INFEASIBLE, DONE -> Duration.ZERO;
                };
        boolean onItsWay = pod.stage() == Stage.DEFERRED || pod.stage() == Stage.UNDER_WAY;
        return onItsWay
                && pod.since()
                        .map(since -> since.plus(patience).isAfter(clock.instant()))
                        .orElse(true);
    }

    private static String told(PodResize pod, PodSize size) {
        return "pod " + pod.name()
                + (pod.stage() == Stage.DEFERRED
                        ? " cannot have size " + size + " now, its node tries again"
                        : " is being resized to " + size)
                + pod.words();
    }

    private static boolean runs(Pod pod) {
        return pod.metadata().deletionTimestamp() == null
                && "Running".equals(pod.status().phase());
    }

    private static Optional<PodResize> first(List<PodResize> resizes, Stage stage) {
        return resizes.stream().filter(resize -> resize.stage() == stage).findFirst();
    }

    private static boolean isOutdated(Throwable failure) {
        return Causes.find(failure, ApiException.class)
                .filter(answer -> answer.status() == CONFLICT || answer.status() == NOT_FOUND)
                .isPresent();
    }

    private static Uni<Outcome> deferred(String why) {
        return Uni.createFrom().item(new Outcome.Deferred(why));
    }

    private static Uni<Outcome> refused(Fault.Kind kind, String message) {
        return Uni.createFrom().item(new Outcome.Refused(new Fault(kind, message)));
    }

    private static Fault malformed(String name) {
        return new Fault(
                Fault.Kind.INVALID,
                "size " + name + ": must be CPU/MEMORY as Kubernetes writes them, such as 500m/1Gi or 2/1536Mi");
    }
}
