package dev.flyball.sagemaker;

import dev.flyball.core.result.Fault;
import dev.flyball.core.result.Result;
import dev.flyball.core.target.Fleet;
import dev.flyball.core.target.Transition;
import dev.flyball.core.target.Version;
import java.util.Optional;

/** Makes fleets of what SageMaker counts. */
final class Counts {

    private Counts() {}

    /**
     * Returns a fleet of these counts. At rest nothing is on its way, whatever was asked for: an update that failed
     * leaves the old size behind, and what does not come must not count as capacity.
     */
    static Result<Fleet> fleet(
            Resource resource, int wanted, int ready, Version version, Optional<Transition> transition) {
        if (wanted < 0 || ready < 0) {
            return Result.failed(
                    Fault.Kind.INVALID,
                    resource + ": SageMaker tells " + wanted + " wanted and " + ready
                            + " current; must not be negative");
        }
        return Result.ok(Fleet.ofCounts(transition.isPresent() ? wanted : ready, ready, version, transition));
    }
}
