package dev.flyball.sagemaker;

import dev.flyball.core.result.Fault;
import dev.flyball.core.result.Result;
import dev.flyball.core.target.Fleet;
import dev.flyball.core.target.WriteHold;
import dev.flyball.core.target.WriteMode;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jboss.logging.Logger;
import software.amazon.awssdk.services.applicationautoscaling.model.ScalableTarget;
import software.amazon.awssdk.services.applicationautoscaling.model.ScalingPolicy;

/**
 * Knows which targets Application Auto Scaling moves too: it would undo each change, and cut it to bounds of its own.
 * Asked for every few minutes, and each minute while there is a conflict. Safe for use by several threads.
 */
final class Conflicts {

    static final Duration ASKED_EVERY = Duration.ofMinutes(5);
    static final Duration IN_CONFLICT_EVERY = Duration.ofMinutes(1);

    private static final Logger LOG = Logger.getLogger(Conflicts.class);

    private final Registrations registrations;
    private final Set<Key> ours = new HashSet<>();
    private Map<Key, String> owners = Map.of();
    private Instant due = Instant.MIN;
    private boolean told;

    Conflicts(Registrations registrations) {
        this.registrations = registrations;
    }

    private record Key(String id, String dimension) {

        static Key of(Resource resource) {
            return new Key(resource.scalableId(), resource.dimension());
        }
    }

    /** Looks who else moves these resources, if that is not known of each, or it is time to look again. */
    synchronized void look(Collection<Resource> resources, Instant at) {
        boolean all = !ours.addAll(resources.stream().map(Key::of).toList());
        if (all && at.isBefore(due)) {
            return;
        }
        Result<List<ScalableTarget>> registered = registrations.targets();
        if (registered instanceof Result.Ok<List<ScalableTarget>> ok) {
            owners = owners(ok.value());
        } else if (registered instanceof Result.Failed<List<ScalableTarget>> failed) {
            unknown(failed.fault());
        }
        due = at.plus(owners.isEmpty() ? ASKED_EVERY : IN_CONFLICT_EVERY);
    }

    private Map<Key, String> owners(List<ScalableTarget> registered) {
        Map<Key, ScalableTarget> moving = new HashMap<>();
        for (ScalableTarget target : registered) {
            Key key = new Key(target.resourceId(), target.scalableDimensionAsString());
            if (ours.contains(key) && !Registrations.suspended(target)) {
                moving.put(key, target);
            }
        }
        if (moving.isEmpty()) {
            return Map.of();
        }
        Result<List<ScalingPolicy>> policies = registrations.policies();
        Map<Key, String> names = new HashMap<>();
        moving.forEach((key, target) -> names.put(key, Registrations.names(target, policies)));
        return names;
    }

    /** Who is not seen any more for a while has not gone; who never can be seen keeps nobody from scaling. */
    private void unknown(Fault fault) {
        if (fault.kind() == Fault.Kind.FORBIDDEN || fault.kind() == Fault.Kind.UNSUPPORTED) {
            owners = Map.of();
            if (!told) {
                told = true;
                LOG.warnf("Whether Application Auto Scaling scales a target too is not known: %s", fault.message());
            }
        }
    }

    /** Returns the fleet, held if somebody else moves it. */
    synchronized Fleet held(Resource resource, Fleet fleet) {
        return hold(resource).map(fleet::heldBy).orElse(fleet);
    }

    private Optional<WriteHold> hold(Resource resource) {
        Key key = Key.of(resource);
        return Optional.ofNullable(owners.get(key))
                .map(policies -> new WriteHold(
                        WriteMode.CONFLICT,
                        "Application Auto Scaling scales " + resource + " too (" + policies + "); deregister it: aws"
                                + " application-autoscaling deregister-scalable-target --service-namespace sagemaker"
                                + " --resource-id " + key.id() + " --scalable-dimension " + key.dimension()));
    }

    /** Returns why it cannot be known who else moves targets, if so. */
    Optional<Fault> obstacle() {
        return registrations.targets() instanceof Result.Failed<List<ScalableTarget>> failed
                ? Optional.of(failed.fault())
                : Optional.empty();
    }
}
