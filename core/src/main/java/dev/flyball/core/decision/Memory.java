package dev.flyball.core.decision;

import dev.flyball.core.demand.DemandHistory;
import dev.flyball.core.demand.LoadRecord;
import dev.flyball.core.demand.ReadyHistory;
import dev.flyball.core.forecast.Learned;
import dev.flyball.core.guard.Changes;
import dev.flyball.core.guard.Persistence.Trend;
import dev.flyball.core.guard.Proposals;
import dev.flyball.core.policy.Burst;
import dev.flyball.core.signal.Query;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * What one target's decisions remember from round to round. Immutable and bounded. It may be lost: then the current
 * size counts as the first proposal, and nothing shrinks for one scale-in window.
 *
 * @param ready how many servers were ready when
 * @param demands what was asked for by the signals that are averaged
 * @param tracks what each track of the policy remembers, in the policy's order; empty before the first look
 * @param changes what was really applied
 * @param burst the burst that lasts
 * @param blindRounds how many rounds in a row nothing could be read
 * @param proposal what was last asked for with good data
 * @param active when the target last had something to do; empty before the first look
 * @param left the wanted size this agent last saw or set; empty before the first look
 * @param sent the size of the change that was handed out last, until its outcome is known
 * @param wish a size that was decided but not reached; empty if there is none
 * @param serverSize what is known of how large servers were made
 * @param forecast what the forecast has learned
 * @param loads what servers were seen to carry, of the signals whose capacity is learned
 */
public record Memory(
        ReadyHistory ready,
        Map<Query, DemandHistory> demands,
        List<OfTrack> tracks,
        Changes changes,
        Optional<Burst.State> burst,
        int blindRounds,
        OptionalInt proposal,
        Optional<Instant> active,
        OptionalInt left,
        OptionalInt sent,
        OptionalInt wish,
        OfServerSize serverSize,
        Learned forecast,
        Map<Query, LoadRecord> loads) {

    /**
     * What is remembered of how large servers were made.
     *
     * @param left the size that this agent made them; empty if it never did
     * @param sent the size that was handed out last, until its outcome is known
     * @param proposals the sizes proposed, as indices, that the stabilization windows look back on
     */
    public record OfServerSize(Optional<String> left, Optional<String> sent, Proposals proposals) {
        public OfServerSize {
            Objects.requireNonNull(left, "left");
            Objects.requireNonNull(sent, "sent");
            Objects.requireNonNull(proposals, "proposals");
        }

        static OfServerSize empty() {
            return new OfServerSize(Optional.empty(), Optional.empty(), Proposals.none());
        }
    }

    /**
     * What one track remembers.
     *
     * @param proposals the proposals that the stabilization windows look back on
     * @param trend the direction it wants to move in, and since when
     */
    public record OfTrack(Proposals proposals, Optional<Trend> trend) {
        public OfTrack {
            Objects.requireNonNull(proposals, "proposals");
            Objects.requireNonNull(trend, "trend");
        }

        static OfTrack empty() {
            return new OfTrack(Proposals.none(), Optional.empty());
        }
    }

    public Memory {
        Objects.requireNonNull(ready, "ready");
        demands = Map.copyOf(demands);
        tracks = List.copyOf(tracks);
        Objects.requireNonNull(changes, "changes");
        Objects.requireNonNull(burst, "burst");
        Objects.requireNonNull(proposal, "proposal");
        Objects.requireNonNull(active, "active");
        Objects.requireNonNull(left, "left");
        Objects.requireNonNull(sent, "sent");
        Objects.requireNonNull(wish, "wish");
        Objects.requireNonNull(serverSize, "serverSize");
        Objects.requireNonNull(forecast, "forecast");
        loads = Map.copyOf(loads);
    }

    /** Returns the memory of an agent that has seen nothing. */
    public static Memory empty() {
        return new Memory(
                ReadyHistory.empty(),
                Map.of(),
                List.of(),
                Changes.none(),
                Optional.empty(),
                0,
                OptionalInt.empty(),
                Optional.empty(),
                OptionalInt.empty(),
                OptionalInt.empty(),
                OptionalInt.empty(),
                OfServerSize.empty(),
                Learned.nothing(),
                Map.of());
    }

    /** Returns what a track remembers; a policy that has more tracks than before starts the new ones with nothing. */
    OfTrack track(int index) {
        return index < tracks.size() ? tracks.get(index) : OfTrack.empty();
    }
}
