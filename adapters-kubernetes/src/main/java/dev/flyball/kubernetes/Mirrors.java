package dev.flyball.kubernetes;

import dev.flyball.core.result.Fault;
import dev.flyball.core.result.Result;
import dev.flyball.kubernetes.Mirror.Source;
import dev.flyball.kubernetes.api.KubernetesApi;
import dev.flyball.kubernetes.api.ObjectPath;
import dev.flyball.kubernetes.api.Pod;
import dev.flyball.kubernetes.api.WatchEvent;
import dev.flyball.kubernetes.api.WorkloadObject;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.infrastructure.Infrastructure;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jboss.logging.Logger;

/**
 * The pods and the workloads of the namespaces that are looked at, a list and a watch for each kind and namespace. What
 * nobody looks at for a while is no longer watched.
 */
final class Mirrors {

    private static final Logger LOG = Logger.getLogger("flyball");
    private static final Duration UNUSED = Duration.ofMinutes(15);

    private final KubernetesApi api;
    private final Calls calls;
    private final Patience patience;
    private final Mirror.Time time = new Mirror.Time(System::nanoTime, Infrastructure.getDefaultWorkerPool());
    private final Map<String, Used<Pod, SeenPod>> pods = new ConcurrentHashMap<>();
    private final Map<ObjectPath, Used<WorkloadObject, SeenWorkload>> workloads = new ConcurrentHashMap<>();
    private final Set<ObjectPath> refused = ConcurrentHashMap.newKeySet();

    private record Used<R, T extends Shelf.Labelled>(Mirror<R, T> mirror, long at) {}

    Mirrors(KubernetesApi api, Calls calls, Patience patience) {
        this.api = api;
        this.calls = calls;
        this.patience = patience;
    }

    /** Yields the pods of a namespace, or why they are not known; never fails. */
    Uni<Result<Shelf<SeenPod>>> pods(String namespace) {
        ObjectPath within = new ObjectPath("", "v1", "pods", namespace, "");
        return look(within, mirror(pods, namespace, within, Pod.class, SeenPod::of));
    }

    /** Yields the workloads of a built-in kind in a namespace, or why they are not known; never fails. */
    Uni<Result<Shelf<SeenWorkload>>> workloads(Kind kind, String namespace) {
        ObjectPath within = kind.in(namespace);
        return look(within, mirror(workloads, within, within, WorkloadObject.class, SeenWorkload::of));
    }

    /** Tells whether these can be known only one by one: they may not be listed or watched all together. */
    boolean mustAsk(Result<? extends Shelf<?>> answer) {
        return answer instanceof Result.Failed<?> failed
                && (failed.fault().kind() == Fault.Kind.FORBIDDEN
                        || failed.fault().kind() == Fault.Kind.NOT_FOUND);
    }

    private <K, R, T extends Shelf.Labelled> Mirror<R, T> mirror(
            Map<K, Used<R, T>> known, K key, ObjectPath within, Class<R> type, Function<R, T> kept) {
        long now = time.nanos().getAsLong();
        Mirror<R, T> mirror = known.compute(
                        key,
                        (same, before) ->
                                new Used<>(before == null ? mirror(within, type, kept) : before.mirror(), now))
                .mirror();
        known.values().removeIf(used -> {
            boolean unused = now - used.at() > UNUSED.toNanos();
            if (unused) {
                used.mirror().close();
            }
            return unused;
        });
        return mirror;
    }

    private <R, T extends Shelf.Labelled> Mirror<R, T> mirror(ObjectPath within, Class<R> type, Function<R, T> kept) {
        Source<R> source = new Source<>() {
            @Override
            public Uni<String> list(Consumer<R> each) {
                return api.list(within, type, each);
            }

            @Override
            public Multi<WatchEvent<R>> watch(String version, Duration length, Duration silence) {
                return api.watch(within, type, version, length, silence);
            }
        };
        return new Mirror<>(source, kept, failure -> calls.faultOf(failure, Asked.watch(within)), patience, time);
    }

    private <T extends Shelf.Labelled> Uni<Result<Shelf<T>>> look(ObjectPath within, Mirror<?, T> mirror) {
        return calls.within(Asked.watch(within), mirror.look()).invoke(answer -> {
            if (answer instanceof Result.Ok) {
                refused.remove(within);
            } else if (answer instanceof Result.Failed<Shelf<T>> failed
                    && failed.fault().kind() == Fault.Kind.FORBIDDEN
                    && refused.add(within)) {
                LOG.infof(
                        "What is asked for all %s of namespace %s together elsewhere is asked for each target by itself"
                                + " here, in each round: %s",
                        within.resource(), within.namespace(), failed.fault().message());
            }
        });
    }
}
