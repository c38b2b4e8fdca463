package dev.flyball.core.decision;

import static dev.flyball.core.testing.Given.bounded;
import static dev.flyball.core.testing.Given.policy;
import static dev.flyball.core.testing.Given.ready;
import static dev.flyball.core.testing.Given.second;
import static org.assertj.core.api.Assertions.assertThat;

import dev.flyball.core.demand.CapacityLearning;
import dev.flyball.core.demand.Demand;
import dev.flyball.core.demand.Proportional;
import dev.flyball.core.demand.TrackedSignal;
import dev.flyball.core.policy.Policy;
import dev.flyball.core.target.Fleet;
import dev.flyball.core.target.TargetId;
import dev.flyball.core.testing.Driver;
import dev.flyball.core.testing.Given;
import dev.flyball.core.testing.Round;
import java.time.Duration;
import net.jqwik.api.Assume;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

/** A target without a target: what a server carries within a second is learned. */
class CapacityLearningTest {

    private static final TrackedSignal REQUESTS = Given.perServer("requests", 1)
            .estimatedBy(new CapacityLearning(new Proportional(Duration.ZERO), Given.perServer("latency", 1)));

    private final Driver driver = new Driver(bounded(1, 50, policy(REQUESTS)));
    private int now;

    @Test
    void whileNothingIsKnownTheSizeStays() {
        Decision decision = round(ready(4), 40, 0.2);
        assertThat(decision.size()).isEqualTo(4);
        assertThat(Explanation.line(decision))
                .contains(
                        "requests 10 of 10 per server needs at least 4, not learned yet what a server carries within 1 s");
    }

    @Test
    void whatWasCarriedIsAskedOfEveryServer() {
        rounds(20, ready(4), 40, 0.2);
        assertThat(round(ready(4), 100, 0.2).size()).isEqualTo(10);
        assertThat(Explanation.line(round(ready(4), 100, 0.2)))
                .contains("requests 25 of 10 per server needs 10, learned: a server carries at least 10 within 1 s");
    }

    @Test
    void aTargetShrinksOnlyAsFarAsItsServersHaveCarriedMore() {
        rounds(20, ready(4), 40, 0.2);
        assertThat(rounds(40, ready(4), 20, 0.2).size()).isEqualTo(2);
        assertThat(rounds(40, ready(2), 20, 0.2).size()).isEqualTo(2);
    }

    /** Ten per cent more is within the tolerance, so that servers that can carry more are found to. */
    @Test
    void aLoadThatRisesSlowlyIsCarriedByTheSameServersAsLongAsItIsInTime() {
        for (double load = 40; load < 120; load *= 1.05) {
            assertThat(rounds(8, ready(4), load, 0.5).size()).isEqualTo(4);
        }
    }

    @Test
    void aLoadThatIsNotInTimeIsSpread() {
        for (double load = 40; load < 80; load *= 1.05) {
            rounds(8, ready(4), load, 0.5);
        }
        Decision decision = rounds(8, ready(4), 84, 3);
        assertThat(decision.size()).isEqualTo(5);
        assertThat(Explanation.line(decision))
                .contains("learned: a server carries 1")
                .contains(" within 1 s");
    }

    @Test
    void aTargetThatBeginsOverloadedGrows() {
        assertThat(rounds(9, ready(2), 40, 3).size()).isEqualTo(3);
        assertThat(rounds(9, ready(3), 40, 3).size()).isEqualTo(5);
        assertThat(rounds(40, ready(5), 40, 0.5).size()).isEqualTo(5);
    }

    @Test
    void aTargetThatIsLateWhateverItsSizeDoesNotRunAway() {
        int size = 2;
        for (int i = 0; i < 20; i++) {
            size = rounds(9, ready(size), 40, 3).size();
        }
        assertThat(size).isLessThan(50);
    }

    @Test
    void whatWaitsFromBeforeAChangeTeachesNothing() {
        rounds(20, ready(4), 40, 0.2);
        rounds(3, ready(8), 40, 3);
        assertThat(driver.memory().loads().get(REQUESTS.query()).bands()).hasSize(1);
    }

    @Test
    void aLatencyThatIsMissingTeachesNothingAndKeepsNothingFromShrinking() {
        rounds(20, ready(4), 40, 0.2);
        Decision decision = null;
        for (int i = 0; i < 40; i++) {
            now += 15;
            decision = driver.decide(
                    Round.of(second(now), ready(4)).total("requests", 10).missing("latency"));
        }
        assertThat(decision.size()).isEqualTo(1);
    }

    @Test
    void isReadForEachTargetFromItsOwnServers() {
        TargetId other = TargetId.parse("simulated:other");
        Policy policy = policy(REQUESTS).of(other);
        assertThat(policy.queries()).hasSize(2).allMatch(query -> query.target().equals(other));
    }

    @Property(tries = 200)
    void moreLoadNeverAsksForFewerServers(
            @ForAll @DoubleRange(min = 0, max = 200) double load,
            @ForAll @DoubleRange(min = 1, max = 10) double more,
            @ForAll @IntRange(min = 1, max = 9) int servers,
            @ForAll @IntRange(max = 30) int learned,
            @ForAll @DoubleRange(min = 0.1, max = 3) double latency) {
        rounds(learned, ready(servers), 40, latency);
        rounds(learned, ready(servers), 60, latency * 1.4);
        assertThat(ask(servers, load * more, latency * more)).isGreaterThanOrEqualTo(ask(servers, load, latency));
    }

    private double ask(int servers, double load, double latency) {
        Decision decision = new Autoscaler(bounded(1, 50, policy(REQUESTS)))
                .decide(at(now + 15, ready(servers), load, latency).observation(), driver.memory())
                .decision();
        return ((Demand.Known) decision.demands().get(0)).servers();
    }

    @Property(tries = 50)
    void aConstantLoadSettles(
            @ForAll @DoubleRange(min = 1, max = 100) double load,
            @ForAll @DoubleRange(min = 3, max = 30) double capacity,
            @ForAll @IntRange(min = 1, max = 9) int servers) {
        Assume.that(load / servers < 10 * capacity);
        int size = servers;
        for (int i = 0; i < 400; i++) {
            size = round(ready(size), load, load / size > capacity ? 3 : 0.2).size();
        }
        int settled = size;
        for (int i = 0; i < 200; i++) {
            size = round(ready(size), load, load / size > capacity ? 3 : 0.2).size();
            assertThat(size).isEqualTo(settled);
        }
        assertThat(load / settled).isLessThanOrEqualTo(capacity);
    }

    private Decision rounds(int times, Fleet fleet, double load, double latency) {
        Decision decision = null;
        for (int i = 0; i < times; i++) {
            decision = round(fleet, load, latency);
        }
        return decision;
    }

    private Decision round(Fleet fleet, double load, double latency) {
        now += 15;
        return driver.decide(at(now, fleet, load, latency));
    }

    private static Round at(int second, Fleet fleet, double load, double latency) {
        return Round.of(second(second), fleet).total("requests", load).total("latency", latency);
    }
}
