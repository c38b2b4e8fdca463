package dev.flyball.agent.state;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import dev.flyball.core.decision.Memory;
import dev.flyball.core.demand.DemandHistory;
import dev.flyball.core.demand.LoadRecord;
import dev.flyball.core.demand.ReadyHistory;
import dev.flyball.core.forecast.Candidate;
import dev.flyball.core.forecast.ColdStarts;
import dev.flyball.core.forecast.ErrorHistogram;
import dev.flyball.core.forecast.Learned;
import dev.flyball.core.forecast.Pending;
import dev.flyball.core.forecast.Volatility;
import dev.flyball.core.guard.Changes;
import dev.flyball.core.guard.Persistence;
import dev.flyball.core.guard.Proposals;
import dev.flyball.core.policy.Burst;
import dev.flyball.core.result.Fault;
import dev.flyball.core.signal.Query;
import dev.flyball.core.signal.Reads;
import dev.flyball.core.target.Change;
import dev.flyball.core.target.Outcome;
import dev.flyball.core.target.SizeHold;
import dev.flyball.core.target.TargetId;
import dev.flyball.core.target.WriteHold;
import dev.flyball.core.target.WriteMode;
import io.quarkus.runtime.annotations.RegisterForReflection;

/** Lists the types that are kept as JSON, since a native image keeps only what it is told of. */
@RegisterForReflection(
        targets = {
            Kept.class,
            Fit.class,
            OpenWrite.class,
            Orders.class,
            SizeHold.class,
            Memory.class,
            Memory.OfServerSize.class,
            Memory.OfTrack.class,
            ReadyHistory.class,
            ReadyHistory.Entry.class,
            DemandHistory.class,
            DemandHistory.Entry.class,
            LoadRecord.class,
            LoadRecord.Band.class,
            Proposals.class,
            Proposals.Entry.class,
            Persistence.Trend.class,
            Changes.class,
            Changes.Entry.class,
            Burst.State.class,
            Learned.class,
            Learned.Recent.class,
            Volatility.class,
            Candidate.class,
            ErrorHistogram.class,
            Pending.class,
            ColdStarts.class,
            ColdStarts.Asked.class,
            Query.class,
            Query.Expression.class,
            Reads.class,
            TargetId.class,
            Change.class,
            Outcome.class,
            Outcome.Applied.class,
            Outcome.Deferred.class,
            Outcome.Refused.class,
            Outcome.Withheld.class,
            Fault.class,
            Fault.Kind.class,
            WriteHold.class,
            WriteMode.class,
            StateTypes.OfOutcome.class
        })
final class StateTypes {

    private StateTypes() {}

    /** Tells outcomes apart by name. */
    @JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "is")
    @JsonSubTypes({
        @JsonSubTypes.Type(value = Outcome.Applied.class, name = "applied"),
        @JsonSubTypes.Type(value = Outcome.Deferred.class, name = "deferred"),
        @JsonSubTypes.Type(value = Outcome.Refused.class, name = "refused"),
        @JsonSubTypes.Type(value = Outcome.Withheld.class, name = "withheld")
    })
    interface OfOutcome {}
}
