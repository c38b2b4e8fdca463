package dev.flyball.agent.settings;

import static org.assertj.core.api.Assertions.assertThat;

import dev.flyball.core.demand.SetPoint.Unit;
import dev.flyball.core.demand.TrackedSignal;
import dev.flyball.core.signal.Query.Expression;
import dev.flyball.core.signal.Reads;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class ExpressionReaderTest {

    @Test
    void aQueryIsATotalUnlessItIsSaid() {
        TrackedSignal signal = signal("FLYBALL_SIGNAL=promql", "FLYBALL_QUERY=sum(x)", "FLYBALL_TARGET_PER_SERVER=30");

        assertThat(signal.query().expression()).contains(new Expression("sum(x)", Reads.TOTAL));
        assertThat(signal.setPoint().unit()).isEqualTo(Unit.PER_SERVER);
    }

    @Test
    void aFractionIsHeldToAUtilization() {
        TrackedSignal signal = signal(
                "FLYBALL_SIGNAL=promql",
                "FLYBALL_QUERY=avg(x)",
                "FLYBALL_READS=fraction",
                "FLYBALL_TARGET_UTILIZATION=0.7");

        assertThat(signal.query().expression()).contains(new Expression("avg(x)", Reads.AVERAGE));
        assertThat(signal.setPoint().unit()).isEqualTo(Unit.UTILIZATION);
    }

    @Test
    void aQueryThatMayBeLeftOutIsLeftOut() {
        assertThat(signal("FLYBALL_SIGNAL=scraped", "FLYBALL_TARGET_PER_SERVER=3")
                        .query()
                        .expression())
                .isEmpty();
        assertThat(signal("FLYBALL_SIGNAL=scraped", "FLYBALL_QUERY=port=9000", "FLYBALL_TARGET_PER_SERVER=3")
                        .query()
                        .expression())
                .contains(new Expression("port=9000", Reads.TOTAL));
    }

    @Test
    void aSignalWithoutAQueryOfItsOwnNeedsOne() {
        assertThat(problems("FLYBALL_SIGNAL=promql", "FLYBALL_TARGET_PER_SERVER=30"))
                .containsExactly(
                        "FLYBALL_QUERY is not set: must be what to ask for, since signal promql has no query of"
                                + " its own");
    }

    @Test
    void aSignalWithAQueryOfItsOwnTakesNone() {
        assertThat(problems("FLYBALL_SIGNAL=cpu", "FLYBALL_QUERY=up", "FLYBALL_TARGET_UTILIZATION=0.6"))
                .containsExactly("FLYBALL_QUERY=up: must not be set, since signal cpu has a query of its own");
    }

    @Test
    void whatASignalYieldsByItselfCannotBeSetOtherwise() {
        assertThat(problems("FLYBALL_SIGNAL=scraped", "FLYBALL_READS=average", "FLYBALL_TARGET_PER_SERVER=3"))
                .containsExactly(
                        "FLYBALL_READS=average: must not be set, since signal scraped tells by itself what it yields");
    }

    @Test
    void aQueryOfEachServerIsAnAmountUnlessItIsSaidToBeAFraction() {
        TrackedSignal amount = signal("FLYBALL_SIGNAL=each", "FLYBALL_QUERY=x", "FLYBALL_TARGET_PER_SERVER=30");
        assertThat(amount.query().expression()).contains(new Expression("x", Reads.PER_SERVER));
        assertThat(amount.setPoint().unit()).isEqualTo(Unit.PER_SERVER);

        TrackedSignal fraction = signal(
                "FLYBALL_SIGNAL=each", "FLYBALL_QUERY=x", "FLYBALL_READS=fraction", "FLYBALL_TARGET_UTILIZATION=0.7");
        assertThat(fraction.query().expression()).contains(new Expression("x", Reads.PER_SERVER));
        assertThat(fraction.setPoint().unit()).isEqualTo(Unit.UTILIZATION);
    }

    @Test
    void aQueryOfEachServerIsNoTotal() {
        assertThat(problems(
                        "FLYBALL_SIGNAL=each",
                        "FLYBALL_QUERY=x",
                        "FLYBALL_READS=total",
                        "FLYBALL_TARGET_PER_SERVER=30"))
                .containsExactly("FLYBALL_READS=total: must be average or fraction, since signal each tells the load"
                        + " of each server");
    }

    @Test
    void twoSignalsMayDifferInTheirQueriesAlone() {
        String[] two = {
            "FLYBALL_SIGNALS_A_SIGNAL=promql",
            "FLYBALL_SIGNALS_A_QUERY=a",
            "FLYBALL_SIGNALS_B_SIGNAL=promql",
            "FLYBALL_SIGNALS_B_QUERY=b",
            "FLYBALL_TARGET_PER_SERVER=30"
        };
        assertThat(problems(two)).isEmpty();

        two[3] = "FLYBALL_SIGNALS_B_QUERY=a";
        assertThat(problems(two))
                .containsExactly("FLYBALL_SIGNALS_B_SIGNAL=promql: must be a signal of its own, but"
                        + " FLYBALL_SIGNALS_A_SIGNAL is the same");
    }

    private static List<String> problems(String... assignments) {
        return Environment.problems(beside(assignments));
    }

    private static TrackedSignal signal(String... assignments) {
        return Environment.settings(beside(assignments))
                .targets()
                .get(0)
                .policy()
                .signals()
                .get(0);
    }

    private static String[] beside(String... assignments) {
        return Stream.concat(
                        Stream.of("FLYBALL_RESOURCE=kubernetes:deployment/shop/chat", "FLYBALL_MAX_SERVERS=10"),
                        Arrays.stream(assignments))
                .toArray(String[]::new);
    }
}
