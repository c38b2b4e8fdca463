package dev.flyball.core.decision;

import static dev.flyball.core.testing.Given.VERSION;
import static dev.flyball.core.testing.Given.bounded;
import static dev.flyball.core.testing.Given.perServer;
import static dev.flyball.core.testing.Given.policy;
import static dev.flyball.core.testing.Given.second;
import static dev.flyball.core.testing.Given.utilization;
import static org.assertj.core.api.Assertions.assertThat;

import dev.flyball.core.demand.Fullest;
import dev.flyball.core.policy.Backlog;
import dev.flyball.core.result.Fault;
import dev.flyball.core.signal.Reading;
import dev.flyball.core.signal.Reading.Sample;
import dev.flyball.core.strategy.Sizing;
import dev.flyball.core.strategy.Strategy;
import dev.flyball.core.target.Change;
import dev.flyball.core.target.Fleet;
import dev.flyball.core.target.Outcome;
import dev.flyball.core.target.Server;
import dev.flyball.core.target.ServerSize;
import dev.flyball.core.target.WriteHold;
import dev.flyball.core.target.WriteMode;
import dev.flyball.core.testing.Driver;
import dev.flyball.core.testing.Round;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/**
 * Each row of the decision table from the outside: a small server carries 10 a second, a middle one twice and a large
 * one four times as much; memory may be used to 0.8, and a request may take 1 second.
 */
class ServerSizingTest {

    private static final List<ServerSize> SIZES =
            List.of(new ServerSize("small", 1), new ServerSize("middle", 2), new ServerSize("large", 4));

    private final Driver auto = driver(Strategy.AUTO, 1, 4);
    private final Driver vertical = driver(Strategy.VERTICAL, 1, 4);

    @Test
    void memoryNearTheLimitOfOneServerMakesServersLarger() {
        Decision decision =
                auto.decide(round(0, "small", "small").rate(20).memory(0.9).latency(0.5).round);

        assertThat(decision.change()).contains(new Change(2, 2, Optional.of("middle")));
        assertThat(decision.reason()).isEqualTo(Reason.LARGER_FOR_SERVER);
        assertThat(Explanation.line(decision)).startsWith("stay at 2 servers, each made middle LARGER_FOR_SERVER: ");
    }

    @Test
    void memoryFarAboveTheLimitSkipsASize() {
        Decision decision =
                auto.decide(round(0, "small", "small").rate(20).memory(2.0).latency(0.5).round);

        assertThat(decision.serverSize()).contains("large");
    }

    @Test
    void aSlowRequestWhileServersIdleMakesServersLarger() {
        Decision decision =
                auto.decide(round(0, "small", "small").rate(20).memory(0.5).latency(1.5).round);

        assertThat(decision.change()).contains(new Change(2, 2, Optional.of("middle")));
        assertThat(decision.reason()).isEqualTo(Reason.LARGER_FOR_REQUEST);
    }

    @Test
    void aSlowRequestWhileServersAreOverloadedNeedsMoreOfThem() {
        Decision decision =
                auto.decide(round(0, "small", "small").rate(40).memory(0.5).latency(1.5).round);

        assertThat(decision.change()).contains(new Change(2, 4));
        assertThat(decision.reason()).isEqualTo(Reason.LOAD_ABOVE_TARGET);
    }

    @Test
    void aLoadThatServersShareNeedsMoreOfThem() {
        Decision decision =
                auto.decide(round(0, "small", "small").rate(30).memory(0.5).latency(0.5).round);

        assertThat(decision.change()).contains(new Change(2, 3));
        assertThat(decision.serverSize()).contains("small");
    }

    @Test
    void atTheMostServersTheLoadNeedsLargerOnes() {
        Decision decision = auto.decide(round(0, "small", "small", "small", "small")
                .rate(60)
                .memory(0.5)
                .latency(0.5)
                .round);

        assertThat(decision.change()).contains(new Change(4, 4, Optional.of("middle")));
        assertThat(decision.reason()).isEqualTo(Reason.LARGER_FOR_LOAD);
    }

    @Test
    void atTheMostServersOfTheLargestSizeNothingIsLeft() {
        Decision decision = auto.decide(round(0, "large", "large", "large", "large")
                .rate(600)
                .memory(0.5)
                .latency(0.5)
                .round);

        assertThat(decision.change()).isEmpty();
        assertThat(decision.reason()).isEqualTo(Reason.AT_MAX);
    }

    @Test
    void aSmallLoadGetsFewerServersFirst() {
        auto.decide(round(0, "middle", "middle").rate(40).memory(0.2).latency(0.2).round);
        Decision decision =
                auto.decide(round(300, "middle", "middle").rate(10).memory(0.2).latency(0.2).round);

        assertThat(decision.change()).contains(new Change(2, 1));
    }

    @Test
    void aSmallLoadOnTheFewestServersGetsSmallerOnesAfterTheScaleInWindow() {
        Decision first = auto.decide(round(0, "middle").rate(8).memory(0.2).latency(0.2).round);
        Decision later = auto.decide(round(300, "middle").rate(8).memory(0.2).latency(0.2).round);

        assertThat(first.change()).isEmpty();
        assertThat(first.reason()).isEqualTo(Reason.STABILIZING_SERVER_SIZE);
        assertThat(later.change()).contains(new Change(1, 1, Optional.of("small")));
        assertThat(later.reason()).isEqualTo(Reason.SMALLER_SERVERS);
    }

    @Test
    void whatWouldNotFitASmallerServerKeepsTheSize() {
        assertThat(sizeAfterWindow(8, 0.2, 0.2)).contains("small");
        assertThat(sizeAfterWindow(11, 0.2, 0.2)).contains("middle");
        assertThat(sizeAfterWindow(8, 0.41, 0.2)).contains("middle");
        assertThat(sizeAfterWindow(8, 0.2, 0.51)).contains("middle");
    }

    private static Optional<String> sizeAfterWindow(double rate, double memory, double latency) {
        Driver driver = driver(Strategy.AUTO, 1, 4);
        driver.decide(round(0, "middle").rate(rate).memory(memory).latency(latency).round);
        return driver.decide(round(300, "middle").rate(rate).memory(memory).latency(latency).round)
                .serverSize();
    }

    @Test
    void serversGetSmallerOneSizeAtATime() {
        auto.decide(round(0, "large").rate(20).memory(0.1).latency(0.1).round);
        Decision fits = auto.decide(round(300, "large").rate(20).memory(0.1).latency(0.1).round);
        assertThat(fits.serverSize()).contains("middle");

        Driver other = driver(Strategy.AUTO, 1, 4);
        other.decide(round(0, "large").rate(21).memory(0.1).latency(0.1).round);
        Decision doesNot = other.decide(round(300, "large").rate(21).memory(0.1).latency(0.1).round);
        assertThat(doesNot.serverSize()).contains("large");
    }

    @Test
    void whatWaitsKeepsTheSizeToo() {
        Sizing sizing = new Sizing(Strategy.AUTO, SIZES, List.of(), List.of());
        Driver draining = new Driver(bounded(1, 4, policy(perServer("rate", 10)))
                .draining(new Backlog(perServer("queue", 1), Duration.ofSeconds(60)))
                .sized(sizing));
        draining.decide(round(0, "middle").rate(8).round.total("queue", 60));
        Decision decision = draining.decide(round(300, "middle").rate(8).round.total("queue", 60));

        assertThat(decision.serverSize()).contains("middle");
        assertThat(decision.reason()).isEqualTo(Reason.ON_TARGET);
    }

    @Test
    void aChangeOfSizeIsKnownToBeMadeWhenItsOutcomeComesLate() {
        auto.decide(round(0, "small", "small").rate(20).memory(0.9).latency(0.5).round);
        auto.decide(round(15, "small", "small")
                .rate(20)
                .memory(0.9)
                .latency(0.5)
                .round
                .writing());
        Decision mixed = auto.decide(round(30, "middle", "small")
                .rate(20)
                .memory(0.5)
                .latency(0.5)
                .round
                .outcome(new Outcome.Applied(second(20), 2)));

        assertThat(mixed.change()).contains(new Change(2, 2, Optional.of("middle")));
        assertThat(mixed.reason()).isEqualTo(Reason.ON_TARGET);
    }

    @Test
    void theSizeIsTold() {
        Decision decision =
                auto.decide(round(0, "small", "small").rate(30).memory(0.5).latency(0.5).round);

        assertThat(Explanation.line(decision)).startsWith("2 -> 3 servers of small LOAD_ABOVE_TARGET: ");
    }

    @Test
    void nothingGetsSmallerOnPartialData() {
        auto.decide(round(0, "middle").rate(8).memory(0.2).latency(0.2).round);
        Decision decision =
                auto.decide(round(300, "middle").rate(8).memory(0.2).round.missing("latency"));

        assertThat(decision.serverSize()).contains("middle");
    }

    @Test
    void noServerGoesWhileTheOnesThatWouldStayMayBeFull() {
        auto.decide(round(0, "small", "small").rate(20).memory(0.5).latency(0.2).round);
        Decision decision = auto.decide(
                round(300, "small", "small").rate(5).latency(0.2).round.missing("memory"));

        assertThat(decision.size()).isEqualTo(2);
        assertThat(decision.reason()).isEqualTo(Reason.PARTIAL_DATA);
    }

    @Test
    void verticalNeverChangesTheNumber() {
        Decision larger =
                vertical.decide(round(0, "small", "small").rate(60).memory(0.5).latency(0.5).round);
        assertThat(larger.change()).contains(new Change(2, 2, Optional.of("large")));

        Decision largest = vertical.decide(round(15, "large", "large")
                .rate(600)
                .memory(0.5)
                .latency(0.5)
                .round
                .outcome(new Outcome.Applied(second(1), 2)));
        assertThat(largest.change()).isEmpty();
        assertThat(largest.reason()).isEqualTo(Reason.NUMBER_IS_FIXED);
    }

    @Test
    void largerServersCountAsWhatTheyCarry() {
        Decision decision =
                auto.decide(round(0, "large", "large").rate(80).memory(0.5).latency(0.5).round);

        assertThat(decision.change()).isEmpty();
        assertThat(decision.reason()).isEqualTo(Reason.ON_TARGET);
    }

    @Test
    void aNewServerIsMadeAsLargeAsTheOthers() {
        auto.decide(round(0, "small", "small").rate(20).memory(0.9).latency(0.5).round);
        Sized done = round(15, "middle", "middle").rate(60).memory(0.5).latency(0.5);
        Decision grown = auto.decide(done.round.outcome(new Outcome.Applied(second(1), 2)));
        assertThat(grown.change()).contains(new Change(2, 3));

        Decision mixed = auto.decide(round(30, "middle", "middle", "small")
                .rate(50)
                .memory(0.5)
                .latency(0.5)
                .round
                .outcome(new Outcome.Applied(second(16), 3)));
        assertThat(mixed.change()).contains(new Change(3, 3, Optional.of("middle")));
    }

    @Test
    void nothingShrinksWhileServersAreResized() {
        auto.decide(round(0, "small", "small").rate(20).memory(0.9).latency(0.5).round);
        Outcome applied = new Outcome.Applied(second(1), 2);
        auto.decide(round(15, "middle", "small")
                .rate(20)
                .memory(0.5)
                .latency(0.5)
                .round
                .outcome(applied));
        Decision decision =
                auto.decide(round(600, "middle", "small").rate(1).memory(0.1).latency(0.1).round);

        assertThat(decision.size()).isEqualTo(2);
        assertThat(decision.reason()).isEqualTo(Reason.RESIZING);
        assertThat(decision.change()).contains(new Change(2, 2, Optional.of("middle")));
    }

    @Test
    void aSizeThatWasNotAppliedIsNotTakenAsGiven() {
        Outcome refused = new Outcome.Refused(new Fault(Fault.Kind.REFUSED, "the node has no room"));
        Outcome withheld = new Outcome.Withheld(new WriteHold(WriteMode.DRY_RUN, "told so"));
        auto.decide(round(0, "small", "small").rate(20).memory(0.9).latency(0.5).round);

        for (Outcome outcome : List.of(refused, withheld)) {
            Decision again = auto.decide(round(15, "small", "small")
                    .rate(20)
                    .memory(0.9)
                    .latency(0.5)
                    .round
                    .outcome(outcome));
            assertThat(again.change()).contains(new Change(2, 2, Optional.of("middle")));
        }
    }

    @Test
    void aTargetWithoutServersIsWokenByTheirNumber() {
        Driver fromZero = driver(Strategy.VERTICAL, 0, 4);

        assertThat(fromZero.decide(round(0).rate(5).latency(0.5).round).change())
                .contains(new Change(0, 1));
    }

    @Test
    void whereNoServerHasASizeOfTheListOnlyTheNumberMoves() {
        Decision horizontally =
                auto.decide(round(0, "odd", "odd").rate(30).memory(0.9).latency(0.5).round);
        assertThat(horizontally.change()).contains(new Change(2, 3));

        Decision notAtAll =
                vertical.decide(round(0, "odd", "odd").rate(30).memory(0.9).latency(0.5).round);
        assertThat(notAtAll.change()).isEmpty();
        assertThat(notAtAll.reason()).isEqualTo(Reason.SERVER_SIZE_UNKNOWN);
    }

    private static Driver driver(Strategy strategy, int min, int max) {
        Sizing sizing = new Sizing(
                strategy,
                SIZES,
                List.of(utilization("memory", 0.8).estimatedBy(new Fullest())),
                List.of(perServer("latency", 1).estimatedBy(new Fullest())));
        return new Driver(bounded(min, max, policy(perServer("rate", 10))).sized(sizing));
    }

    private static Sized round(long at, String... sizes) {
        List<Server> servers = new ArrayList<>();
        for (String size : sizes) {
            servers.add(
                    Server.of("server-" + servers.size(), Server.State.READY).sized(size));
        }
        Fleet fleet = new Fleet(sizes.length, sizes.length, VERSION, Optional.empty(), servers);
        return new Sized(Round.of(second(at), fleet), servers, at);
    }

    /** A round of such a fleet, told signal by signal. */
    private record Sized(Round round, List<Server> servers, long at) {

        Sized rate(double total) {
            return new Sized(round.total("rate", total), servers, at);
        }

        Sized memory(double ofEach) {
            Map<String, Sample> samples = new HashMap<>();
            servers.forEach(server -> samples.put(server.id(), new Sample(ofEach, 1)));
            return new Sized(round.reading("memory", new Reading.PerServer(samples, second(at))), servers, at);
        }

        Sized latency(double seconds) {
            return new Sized(round.total("latency", seconds), servers, at);
        }
    }
}
