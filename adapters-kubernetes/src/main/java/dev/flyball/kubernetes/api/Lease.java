package dev.flyball.kubernetes.api;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Optional;

/** A lease of {@code coordination.k8s.io/v1}; parts that the server leaves out are {@code null}. */
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Lease(String apiVersion, String kind, Metadata metadata, Spec spec) {

    private static final DateTimeFormatter MICRO_TIME =
            DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ss.SSSSSS'Z'").withZone(ZoneOffset.UTC);

    /** Which state of the lease this is. */
    @JsonIgnoreProperties(ignoreUnknown = true)
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Metadata(String name, String resourceVersion) {}

    /** Who holds it; the times are by the holder's clock and for people only. */
    @JsonIgnoreProperties(ignoreUnknown = true)
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Spec(
            String holderIdentity,
            Integer leaseDurationSeconds,
            String acquireTime,
            String renewTime,
            Integer leaseTransitions) {}

    /** Makes a lease that nobody held before. */
    public static Lease first(String name, String holder, int seconds, Instant at) {
        return of(new Metadata(name, null), new Spec(holder, seconds, MICRO_TIME.format(at), MICRO_TIME.format(at), 0));
    }

    /** Returns this lease held by {@code next} from now on, or still. */
    public Lease heldBy(String next, int seconds, Instant at) {
        boolean same = holder().equals(Optional.of(next));
        int transitions = Optional.ofNullable(spec).map(Spec::leaseTransitions).orElse(0);
        String since = same ? spec.acquireTime() : MICRO_TIME.format(at);
        return of(
                metadata, new Spec(next, seconds, since, MICRO_TIME.format(at), same ? transitions : transitions + 1));
    }

    /** Makes a lease, or the next version of one; with an empty holder it is free. */
    public static Lease next(String name, Optional<String> version, String holder, int seconds, Instant at) {
        return of(
                new Metadata(name, version.orElse(null)),
                new Spec(holder, seconds, MICRO_TIME.format(at), MICRO_TIME.format(at), null));
    }

    /** Returns this lease held by nobody. */
    public Lease free() {
        return of(metadata, new Spec("", spec.leaseDurationSeconds(), null, null, spec.leaseTransitions()));
    }

    private static Lease of(Metadata metadata, Spec spec) {
        return new Lease("coordination.k8s.io/v1", "Lease", metadata, spec);
    }

    /** Returns who holds it, or empty if it was given back. */
    public Optional<String> holder() {
        return Optional.ofNullable(spec).map(Spec::holderIdentity).filter(name -> !name.isEmpty());
    }

    /** Returns for how many seconds after a renewal it is held; empty if that is not said. */
    public Optional<Integer> seconds() {
        return Optional.ofNullable(spec).map(Spec::leaseDurationSeconds);
    }
}
