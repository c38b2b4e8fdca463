package dev.flyball.kubernetes;

import dev.flyball.core.port.Notice;
import dev.flyball.core.port.Notice.Importance;
import dev.flyball.core.port.Notices;
import dev.flyball.core.result.Fault;
import dev.flyball.core.result.Result;
import dev.flyball.core.target.TargetId;
import dev.flyball.kubernetes.api.ApiException;
import dev.flyball.kubernetes.api.Causes;
import dev.flyball.kubernetes.api.Event;
import dev.flyball.kubernetes.api.KubernetesApi;
import dev.flyball.kubernetes.api.Scale;
import io.smallrye.mutiny.Uni;
import java.nio.charset.StandardCharsets;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.UUID;

/**
 * Tells notices as Events on the workload, which {@code kubectl describe} and {@code kubectl events} show. One of the
 * same code and subject is counted up as long as the cluster keeps the first.
 */
final class KubernetesEvents implements Notices {

    private static final int CONFLICT = 409;
    private static final int LONGEST_MESSAGE = 1024;
    private static final int LONGEST_NAME = 200;

    private final KubernetesApi api;
    private final Calls calls;
    private final Scales scales;
    private final Served served;
    private final OwnWorkload own;

    KubernetesEvents(KubernetesApi api, Calls calls, Served served, OwnWorkload own) {
        this.api = api;
        this.calls = calls;
        this.scales = new Scales(api, calls);
        this.served = served;
        this.own = own;
    }

    @Override
    public Optional<Fault> tell(TargetId target, Notice notice) {
        Optional<Workload> workload = target.equals(OwnWorkload.SELF) ? own.known() : Workload.of(target);
        if (workload.isEmpty()) {
            return Optional.of(new Fault(Fault.Kind.NOT_FOUND, target + " is not known to be a workload"));
        }
        Result<Event> told =
                calls.await(calls.within(Asked.event("create", workload.get()), tell(workload.get(), notice)));
        return told instanceof Result.Failed<Event> failed ? Optional.of(failed.fault()) : Optional.empty();
    }

    private Uni<Event> tell(Workload workload, Notice notice) {
        return Uni.combine()
                .all()
                .unis(scales.raw(workload), served.nameOf(workload.kind()))
                .with((scale, kind) -> event(workload, kind, uid(scale), notice))
                .chain(event -> calls.ask(
                        Asked.event("create", workload),
                        api.createEvent(workload.namespace(), event)
                                .onFailure(KubernetesEvents::isThere)
                                .recoverWithUni(() -> again(workload, event))));
    }

    private Uni<Event> again(Workload workload, Event event) {
        String name = event.metadata().name();
        return calls.ask(Asked.event("get", workload), api.event(workload.namespace(), name))
                .chain(before -> calls.ask(
                        Asked.event("patch", workload),
                        api.patchEvent(workload.namespace(), name, event.again(before))));
    }

    private static Event event(Workload workload, Optional<String> kind, Optional<String> uid, Notice notice) {
        Kind of = workload.kind();
        String at = notice.at().truncatedTo(ChronoUnit.SECONDS).toString();
        String message = notice.message();
        return new Event(
                "v1",
                "Event",
                new Event.Metadata(name(workload, uid, notice)),
                new Event.Involved(
                        of.group().isEmpty() ? of.version() : of.group() + "/" + of.version(),
                        kind.orElse(of.word()),
                        workload.namespace(),
                        workload.name(),
                        uid.orElse(null)),
                notice.importance() == Importance.WARNING ? "Warning" : "Normal",
                notice.code(),
                message.length() > LONGEST_MESSAGE ? message.substring(0, LONGEST_MESSAGE - 3) + "..." : message,
                1,
                at,
                at,
                new Event.Source("flyball"));
    }

    /** The same for notices that are the same, so that the cluster finds the one before. */
    private static String name(Workload workload, Optional<String> uid, Notice notice) {
        String what = String.join("/", workload.toString(), uid.orElse(""), notice.code(), notice.subject());
        String name = workload.name();
        return (name.length() > LONGEST_NAME ? name.substring(0, LONGEST_NAME) : name) + "."
                + UUID.nameUUIDFromBytes(what.getBytes(StandardCharsets.UTF_8));
    }

    private static Optional<String> uid(Scale scale) {
        return Optional.ofNullable(scale.metadata()).map(Scale.Metadata::uid);
    }

    private static boolean isThere(Throwable failure) {
        return Causes.find(failure, ApiException.class)
                .filter(answer -> answer.status() == CONFLICT)
                .isPresent();
    }
}
