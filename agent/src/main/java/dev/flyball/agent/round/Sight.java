package dev.flyball.agent.round;

import dev.flyball.core.result.Result;
import dev.flyball.core.signal.Query;
import dev.flyball.core.signal.Reading;
import dev.flyball.core.target.Fleet;
import dev.flyball.core.target.TargetId;
import java.util.Map;

/**
 * What one look at the outside gave.
 *
 * @param fleets each target's fleet, or why it could not be read
 * @param readings each query's reading; what was not read in time is absent
 */
public record Sight(Map<TargetId, Result<Fleet>> fleets, Map<Query, Result<Reading>> readings) {

    public Sight {
        fleets = Map.copyOf(fleets);
        readings = Map.copyOf(readings);
    }
}
