package dev.flyball.core.demand;

import static dev.flyball.core.testing.Given.second;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class DemandHistoryTest {

    private static final Duration MINUTE = Duration.ofMinutes(1);
    private static final DemandHistory THREE = DemandHistory.empty()
            .with(second(0), 2, MINUTE)
            .with(second(30), 4, MINUTE)
            .with(second(45), 9, MINUTE);

    @Test
    void theMeanIsThatOfTheWindow() {
        assertThat(THREE.mean(second(45), MINUTE)).hasValue(5);
        assertThat(THREE.mean(second(45), Duration.ofSeconds(45))).hasValue(6.5);
        assertThat(THREE.mean(second(45), Duration.ofSeconds(15))).hasValue(9);
    }

    @Test
    void withoutADemandThereIsNoMean() {
        assertThat(DemandHistory.empty().mean(second(0), MINUTE)).isEmpty();
        assertThat(THREE.mean(second(105), MINUTE)).isEmpty();
    }

    @Test
    void whatLeftTheWindowIsForgotten() {
        assertThat(THREE.with(second(59), 1, MINUTE).entries()).hasSize(4);
        assertThat(THREE.with(second(60), 1, MINUTE).entries()).hasSize(3);
    }

    @Test
    void aMeanOfHugeDemandsDoesNotOverflow() {
        DemandHistory huge = DemandHistory.empty()
                .with(second(0), Double.MAX_VALUE, MINUTE)
                .with(second(1), Double.MAX_VALUE, MINUTE);
        assertThat(huge.mean(second(1), MINUTE)).hasValue(Double.MAX_VALUE);
    }

    @Test
    void whatAClockThatRanAheadSawIsAsOfNow() {
        assertThat(THREE.with(second(10), 1, MINUTE).entries())
                .containsExactly(
                        new DemandHistory.Entry(second(0), 2, 1),
                        new DemandHistory.Entry(second(10), 4, 1),
                        new DemandHistory.Entry(second(10), 9, 1),
                        new DemandHistory.Entry(second(10), 1, 1));
    }

    @Test
    void beyondSixtyFourTheClosestTwoOfTheOldestBecomeTheirMean() {
        DemandHistory many = DemandHistory.empty();
        for (int i = 0; i < 65; i++) {
            many = many.with(second(i < 11 ? i * 10L : i * 10L - 5), i, Duration.ofMinutes(15));
        }
        assertThat(many.entries()).hasSize(64).contains(new DemandHistory.Entry(second(105), 10.5, 2));
        assertThat(many.mean(second(640), Duration.ofMinutes(15)).orElseThrow()).isEqualTo(32);
    }

    @Test
    void theNewestQuarterKeepsItsSingleReadings() {
        DemandHistory many = DemandHistory.empty();
        for (int i = 0; i < 300; i++) {
            many = many.with(second(i), i, Duration.ofMinutes(10));
        }
        assertThat(many.entries().subList(49, 64))
                .allSatisfy(entry -> assertThat(entry.readings()).isEqualTo(1));
        assertThat(many.mean(second(299), Duration.ofMinutes(10)).orElseThrow()).isCloseTo(149.5, within(1e-9));
    }
}
