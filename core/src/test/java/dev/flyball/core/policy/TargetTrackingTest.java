package dev.flyball.core.policy;

import static org.assertj.core.api.Assertions.assertThat;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TargetTrackingTest {

    private static final Tolerance TENTH = new Tolerance(0.1, 0.1);
    private static final Tolerance NONE = new Tolerance(0, 0);

    @ParameterizedTest(name = "{1} servers that carry {0} in all at a set point of {2} become {3}")
    @CsvSource({
        // The Kubernetes HPA's plain cases: usage in cores of 1 each, size, target, new size.
        "1.50, 3, 0.3, 5",
        "2.20, 4, 0.5, 4",
        "2.24, 4, 0.5, 5",
        "1.80, 4, 0.5, 4",
        "1.79, 4, 0.5, 4",
        "1.50, 4, 0.5, 3",
        "0.20, 2, 0.5, 1",
        "5.00, 5, 0.5, 10"
    })
    void demandIsRoundedUpUnlessItIsWithinTheTolerance(double load, int current, double setPoint, int proposal) {
        assertThat(TargetTracking.propose(load / setPoint, current, TENTH)).isEqualTo(proposal);
    }

    @ParameterizedTest(name = "{0} servers")
    @ValueSource(ints = {1, 2, 3, 4, 5, 7, 9, 10, 11, 30, 97, 1000})
    void bothEdgesOfTheToleranceAreInsideIt(int current) {
        assertThat(TargetTracking.propose(current * 1.1, current, TENTH)).isEqualTo(current);
        assertThat(TargetTracking.propose(current * 0.9, current, TENTH)).isEqualTo(current);
    }

    @Test
    void justOutsideTheToleranceTheSizeChanges() {
        assertThat(TargetTracking.propose(100 * 1.1001, 100, TENTH)).isEqualTo(111);
        assertThat(TargetTracking.propose(100 * 0.8999, 100, TENTH)).isEqualTo(90);
    }

    @Test
    void eachDirectionHasItsOwnTolerance() {
        Tolerance lazyToShrink = new Tolerance(0, 0.5);

        assertThat(TargetTracking.propose(10.1, 10, lazyToShrink)).isEqualTo(11);
        assertThat(TargetTracking.propose(5.1, 10, lazyToShrink)).isEqualTo(10);
        assertThat(TargetTracking.propose(4.9, 10, lazyToShrink)).isEqualTo(5);
    }

    @Test
    void withoutToleranceTheSizeThatFitsStillStays() {
        assertThat(TargetTracking.propose(7, 7, NONE)).isEqualTo(7);
        assertThat(TargetTracking.propose(6.5, 7, NONE)).isEqualTo(7);
        assertThat(TargetTracking.propose(6, 7, NONE)).isEqualTo(6);
    }

    @Property(tries = 1000)
    void theErrorOfAMeasuredQuotientAddsNoServer(
            @ForAll @IntRange(min = 1, max = 1000) int servers,
            @ForAll @DoubleRange(min = 0.01, max = 100) double setPoint) {
        double sum = 0;
        for (int i = 0; i < servers; i++) {
            sum += setPoint;
        }
        assertThat(TargetTracking.propose(sum / setPoint, 1, NONE)).isEqualTo(servers);
    }

    @Test
    void noDemandNeedsNoServer() {
        assertThat(TargetTracking.propose(0, 3, TENTH)).isZero();
    }

    @Test
    void fromZeroEvenALittleDemandNeedsAServer() {
        assertThat(TargetTracking.propose(0, 0, TENTH)).isZero();
        assertThat(TargetTracking.propose(0.01, 0, TENTH)).isEqualTo(1);
    }

    @Test
    void aDemandThatNoIntCountsIsTheLargestOne() {
        assertThat(TargetTracking.propose(1e300, 1, TENTH)).isEqualTo(Integer.MAX_VALUE);
    }

    @Property(tries = 1000)
    void theProposalCarriesTheDemandOrStays(
            @ForAll @DoubleRange(min = 0, max = 1000) double demand, @ForAll @IntRange(max = 1000) int current) {
        int proposal = TargetTracking.propose(demand, current, TENTH);

        assertThat(proposal == current || proposal >= demand - 1e-6 && proposal < demand + 1)
                .isTrue();
    }
}
