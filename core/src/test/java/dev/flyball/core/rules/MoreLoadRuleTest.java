package dev.flyball.core.rules;

import static org.assertj.core.api.Assertions.assertThat;

import dev.flyball.core.decision.Autoscaler;
import dev.flyball.core.decision.Decision;
import dev.flyball.core.decision.Memory;
import dev.flyball.core.result.Result;
import dev.flyball.core.signal.Observation;
import dev.flyball.core.signal.Query;
import dev.flyball.core.signal.Reading;
import dev.flyball.core.signal.Reading.Sample;
import dev.flyball.core.testing.Generated;
import dev.flyball.core.testing.Walk;
import dev.flyball.core.testing.Walk.Played;
import java.util.HashMap;
import java.util.Map;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.PropertyDefaults;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.domains.Domain;
import net.jqwik.api.domains.DomainContext;

/** Rule 7: more load never lowers the proposal, all else equal. */
@Domain(Generated.class)
@Domain(DomainContext.Global.class)
@PropertyDefaults(edgeCases = EdgeCasesMode.NONE)
class MoreLoadRuleTest {

    @Property
    void moreLoadEverywhereNeverLowersTheProposalOrTheSize(
            @ForAll Walk walk, @ForAll @DoubleRange(min = 1, max = 3) double factor) {
        for (Played round : walk.play()) {
            Observation heavier = round.seen();
            for (Query query : round.seen().readings().keySet()) {
                heavier = heavier(heavier, query, factor, -1);
            }
            assertNotLower(walk, round, heavier);
        }
    }

    @Property
    void moreLoadOfOneSignalOnOneServerNeverLowersTheProposalOrTheSize(
            @ForAll Walk walk,
            @ForAll @DoubleRange(min = 1, max = 100) double factor,
            @ForAll @IntRange(max = 10) int server) {
        for (Played round : walk.play()) {
            for (Query query : round.seen().readings().keySet()) {
                assertNotLower(walk, round, heavier(round.seen(), query, factor, server));
            }
        }
    }

    private static void assertNotLower(Walk walk, Played round, Observation heavier) {
        Memory before = round.before();
        Decision heavy = new Autoscaler(walk.policy()).decide(heavier, before).decision();
        assertThat(heavy.proposal())
                .as("%s", round)
                .isGreaterThanOrEqualTo(round.decision().proposal());
        assertThat(heavy.size())
                .as("%s", round)
                .isGreaterThanOrEqualTo(round.decision().size());
    }

    /** The same observation with more load in one signal; for samples on one server, or on all if it is negative. */
    private static Observation heavier(Observation seen, Query query, double factor, int server) {
        Map<Query, Result<Reading>> readings = new HashMap<>(seen.readings());
        readings.compute(query, (key, result) -> result.then(reading -> Result.ok(heavier(reading, factor, server))));
        return new Observation(seen.at(), seen.fleet(), readings, seen.lastOutcome(), seen.writing());
    }

    private static Reading heavier(Reading reading, double factor, int server) {
        if (reading instanceof Reading.Total total) {
            return new Reading.Total(total.value() * factor, total.time());
        }
        if (reading instanceof Reading.Average average) {
            return new Reading.Average(average.value() * factor, average.time(), average.span());
        }
        Reading.PerServer samples = (Reading.PerServer) reading;
        Map<String, Sample> heavier = new HashMap<>(samples.samples());
        heavier.replaceAll((id, sample) -> server < 0 || id.equals("server-" + server)
                ? new Sample(sample.amount() * factor, sample.capacity())
                : sample);
        return new Reading.PerServer(heavier, samples.time());
    }
}
