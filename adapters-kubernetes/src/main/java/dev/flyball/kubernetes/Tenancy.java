package dev.flyball.kubernetes;

import dev.flyball.core.result.Result;
import dev.flyball.core.target.WriteHold;
import dev.flyball.core.target.WriteMode;
import dev.flyball.kubernetes.api.ApiException;
import dev.flyball.kubernetes.api.KubernetesApi;
import dev.flyball.kubernetes.api.Lease;
import io.smallrye.mutiny.Uni;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;

/**
 * Takes and keeps the lease that lets one of several agents write. Time is told by a clock of this machine that never
 * goes back: a lease is one's own until its time has passed since the renewal was <em>sent</em>, and another's until it
 * has been <em>seen</em> unchanged for as long. The first look only looks, so that a command that looks once takes
 * nothing.
 */
final class Tenancy {

    private static final int NOT_FOUND = 404;
    private static final int CONFLICT = 409;

    private final KubernetesApi api;
    private final Calls calls;
    private final Sidecar sidecar;
    private final String holder;
    private final InstantSource clock;
    private final AtomicReference<State> state = new AtomicReference<>(new State(false, Optional.empty(), ""));

    /** Until when it is one's own, and which version of another's was seen since when. */
    private record State(boolean looked, Optional<Long> ownUntil, String version, long since) {
        State(boolean looked, Optional<Long> ownUntil, String version) {
            this(looked, ownUntil, version, 0);
        }
    }

    Tenancy(KubernetesApi api, Calls calls, Sidecar sidecar, InstantSource clock) {
        this.api = api;
        this.calls = calls;
        this.sidecar = sidecar;
        this.holder = sidecar.podName().orElse("");
        this.clock = clock;
    }

    /** Returns the name of the lease that is for this workload. */
    static String leaseName(Workload workload) {
        String name = "flyball-" + workload.kind().word() + "-" + workload.name();
        return name.length() <= 253 ? name : name.substring(0, 240) + "-" + Integer.toHexString(name.hashCode());
    }

    /** Returns how long writes are allowed from now; empty if they are not. */
    Optional<Duration> remaining() {
        return state.get()
                .ownUntil()
                .map(until -> Duration.ofNanos(until - sidecar.nanoTime().getAsLong()))
                .filter(left -> !left.isNegative() && !left.isZero());
    }

    /** Renews the lease or tries to take it, and yields why nothing may be written; never fails. */
    Uni<Optional<WriteHold>> renew(Workload workload) {
        String name = leaseName(workload);
        String namespace = workload.namespace();
        Uni<String> tried = read(namespace, name).chain(lease -> {
            boolean firstLook = !state.get().looked();
            return lease.isEmpty() ? absent(namespace, name, firstLook) : present(namespace, lease.get(), firstLook);
        });
        return calls.within(Asked.lease(namespace), tried).map(why -> {
            if (remaining().isPresent()) {
                return Optional.empty();
            }
            String reason = why instanceof Result.Ok<String> ok
                    ? ok.value()
                    : "lease " + namespace + "/" + name + " is not held: "
                            + ((Result.Failed<String>) why).fault().message();
            return Optional.of(new WriteHold(WriteMode.NO_LEASE, reason));
        });
    }

    private Uni<Optional<Lease>> read(String namespace, String name) {
        return calls.ask(
                Asked.lease(namespace),
                api.lease(namespace, name)
                        .map(Optional::of)
                        .onFailure(failure -> ApiException.is(failure, NOT_FOUND))
                        .recoverWithItem(Optional.empty()));
    }

    private Uni<String> absent(String namespace, String name, boolean firstLook) {
        if (firstLook) {
            return look("nobody holds lease " + namespace + "/" + name + " yet");
        }
        Lease first = Lease.first(name, holder, sidecar.seconds(), clock.instant());
        return take(namespace, name, api.createLease(namespace, first), "create");
    }

    private Uni<String> present(String namespace, Lease lease, boolean firstLook) {
        String name = lease.metadata().name();
        boolean own = lease.holder().equals(Optional.of(holder));
        boolean free = own || lease.holder().isEmpty() || hasPassed(lease);
        if (firstLook && own) {
            return look("lease " + namespace + "/" + name
                    + " is still that of this pod from before; it is renewed from the" + " next round on");
        }
        if (firstLook || !free) {
            return look("pod " + lease.holder().orElse("of nobody") + " holds lease " + namespace + "/" + name);
        }
        Lease mine = lease.heldBy(holder, sidecar.seconds(), clock.instant());
        return take(namespace, name, api.replaceLease(namespace, name, mine), "update");
    }

    /** Notes which version this is; tells whether it has been the same for the time of the lease. */
    private boolean hasPassed(Lease lease) {
        long now = sidecar.nanoTime().getAsLong();
        String version = String.valueOf(lease.metadata().resourceVersion());
        State before = state.get();
        if (!before.version().equals(version)) {
            state.set(new State(before.looked(), Optional.empty(), version, now));
            return false;
        }
        long time =
                Duration.ofSeconds(lease.seconds().orElse(sidecar.seconds())).toNanos();
        return now - before.since() >= time;
    }

    private Uni<String> look(String why) {
        State before = state.get();
        state.set(new State(true, Optional.empty(), before.version(), before.since()));
        return Uni.createFrom().item(why);
    }

    private Uni<String> take(String namespace, String name, Uni<Lease> request, String verb) {
        long sent = sidecar.nanoTime().getAsLong();
        Uni<String> taken = request.map(lease -> {
            long until = sent + Duration.ofSeconds(sidecar.seconds()).toNanos();
            state.set(new State(true, Optional.of(until), "", 0));
            return "";
        });
        return calls.ask(
                Asked.leaseWrite(verb, namespace),
                taken.onFailure(failure -> ApiException.is(failure, CONFLICT))
                        .recoverWithUni(() -> look("another agent has just taken lease " + namespace + "/" + name)));
    }

    /** Gives the lease back if it is one's own, so that the next agent need not wait for its end; never fails. */
    Uni<Result<Boolean>> giveBack(Workload workload) {
        if (remaining().isEmpty()) {
            return Uni.createFrom().item(Result.ok(false));
        }
        state.set(new State(false, Optional.empty(), ""));
        String namespace = workload.namespace();
        String name = leaseName(workload);
        Uni<Boolean> given = read(namespace, name).chain(lease -> lease.filter(
                        own -> own.holder().equals(Optional.of(holder)))
                .map(own -> api.replaceLease(namespace, name, own.free()).replaceWith(true))
                .orElse(Uni.createFrom().item(false)));
        return calls.askOnce(Asked.leaseWrite("update", namespace), given);
    }
}
