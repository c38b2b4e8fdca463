package dev.flyball.kubernetes;

import dev.flyball.core.result.Fault;
import dev.flyball.core.result.Result;
import dev.flyball.core.target.WriteHold;
import dev.flyball.core.target.WriteMode;
import dev.flyball.kubernetes.Rival.Sort;
import dev.flyball.kubernetes.api.KubernetesApi;
import io.smallrye.mutiny.Uni;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jboss.logging.Logger;

/**
 * Finds out who else scales a workload. Where that cannot be read for now, what was read last still holds; a missing
 * right is said once, and then nobody is known.
 */
final class Rivals {

    private static final Logger LOG = Logger.getLogger("flyball");

    private final KubernetesApi api;
    private final Calls calls;
    private final Served served;
    private final Map<Place, List<Rival>> last = new ConcurrentHashMap<>();
    private final Set<Place> unreadable = ConcurrentHashMap.newKeySet();

    private record Place(Sort sort, String namespace) {}

    Rivals(KubernetesApi api, Calls calls, Served served) {
        this.api = api;
        this.calls = calls;
        this.served = served;
    }

    /** Begins a look, in which each namespace is listed once however many workloads are asked for. */
    Look look() {
        return new Look();
    }

    /** One look; safe for several threads. */
    final class Look {

        private final Map<String, Uni<List<Rival>>> byNamespace = new ConcurrentHashMap<>();

        /** Yields why this workload must not be written, or empty; never fails. */
        Uni<Optional<WriteHold>> holdOn(Workload workload) {
            Uni<List<Rival>> rivals = byNamespace.computeIfAbsent(
                    workload.namespace(),
                    namespace -> inNamespace(namespace).memoize().indefinitely());
            return rivals.chain(all -> all.isEmpty() ? Uni.createFrom().item(Optional.empty()) : hold(workload, all));
        }
    }

    private Uni<Optional<WriteHold>> hold(Workload workload, List<Rival> rivals) {
        return served.nameOf(workload.kind()).map(kind -> kind.flatMap(name -> rivals.stream()
                        .filter(rival -> rival.scales(workload, name))
                        .findFirst())
                .map(rival -> new WriteHold(WriteMode.CONFLICT, rival + " scales " + workload + " too")));
    }

    private Uni<List<Rival>> inNamespace(String namespace) {
        List<Uni<List<Rival>>> sorts = Arrays.stream(Sort.values())
                .map(sort -> read(new Place(sort, namespace)))
                .toList();
        return Uni.join().all(sorts).andFailFast().map(lists -> lists.stream()
                .flatMap(List::stream)
                .toList());
    }

    private Uni<List<Rival>> read(Place place) {
        return version(place.sort()).chain(version -> {
            if (version instanceof Result.Ok<Optional<String>> ok) {
                return ok.value().map(known -> list(place, known)).orElseGet(() -> Uni.createFrom()
                        .item(seen(place, List.of())));
            }
            return Uni.createFrom().item(last.getOrDefault(place, List.of()));
        });
    }

    private Uni<Result<Optional<String>>> version(Sort sort) {
        return served.version(sort.group(), sort.versions());
    }

    private Uni<List<Rival>> list(Place place, String version) {
        Sort sort = place.sort();
        Uni<List<Rival>> listed = api.scalingRules(sort.group(), version, sort.resource(), place.namespace())
                .map(rules -> rules.stream()
                        .flatMap(rule -> Rival.of(sort, place.namespace(), rule).stream())
                        .toList());
        return calls.askOnce(Asked.rivals(sort, place.namespace()), listed)
                .map(answer -> answer instanceof Result.Ok<List<Rival>> ok
                        ? seen(place, ok.value())
                        : unseen(place, ((Result.Failed<List<Rival>>) answer).fault()));
    }

    private List<Rival> seen(Place place, List<Rival> rivals) {
        last.put(place, rivals);
        unreadable.remove(place);
        return rivals;
    }

    private List<Rival> unseen(Place place, Fault fault) {
        if (fault.kind() != Fault.Kind.FORBIDDEN) {
            return last.getOrDefault(place, List.of());
        }
        if (unreadable.add(place)) {
            LOG.warnf(
                    "Whether a %s in namespace %s scales a target too is not known: %s",
                    place.sort().kind(), place.namespace(), fault.message());
        }
        last.remove(place);
        return List.of();
    }

    /** Yields the rights that are needed to see all rivals in a namespace of this cluster; never fails. */
    Uni<List<Right>> rights(String namespace) {
        List<Uni<Optional<Right>>> rights = Arrays.stream(Sort.values())
                .map(sort -> version(sort)
                        .map(version -> version instanceof Result.Ok<Optional<String>> ok
                                ? ok.value().map(known -> sort.right(namespace))
                                : Optional.<Right>empty()))
                .toList();
        return Uni.join().all(rights).andFailFast().map(all -> all.stream()
                .flatMap(Optional::stream)
                .toList());
    }
}
