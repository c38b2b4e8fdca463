package dev.flyball.core.demand;

import static dev.flyball.core.testing.Given.second;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.flyball.core.demand.CapacityEstimate.Knowledge;
import java.time.Duration;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class LoadRecordTest {

    private static final Duration SECOND = Duration.ofSeconds(1);

    private LoadRecord record = LoadRecord.nothing();
    private int now;

    @Test
    void ofNothingNothingIsKnown() {
        assertKnown(Knowledge.NONE, 0);
    }

    @Test
    void whatWasCarriedThreeTimesIsKnownToBe() {
        inTime(2, 10);
        assertKnown(Knowledge.NONE, 0);
        inTime(1, 10);
        assertKnown(Knowledge.CARRIED, 10);
    }

    @Test
    void theMostThatWasCarriedCounts() {
        inTime(50, 10);
        inTime(3, 20);
        inTime(50, 5);
        assertKnown(Knowledge.CARRIED, 20);
    }

    @Test
    void aSingleReadingOfALoadThatCannotBeChangesNothing() {
        inTime(50, 10);
        inTime(1, 10_000);
        assertKnown(Knowledge.CARRIED, 10);
    }

    @Test
    void whatWasTooMuchBoundsIt() {
        inTime(10, 10);
        inTime(10, 20);
        late(3, 30);
        assertKnown(Knowledge.BOUNDED, 20);
    }

    @Test
    void serversAreHeldToFourFifthsOfWhatWasTooMuch() {
        inTime(10, 20);
        late(3, 22);
        assertThat(record.capacity(SECOND).held()).isCloseTo(17.6, within(1e-9));
    }

    @Test
    void andToNoMoreThanWasCarried() {
        inTime(10, 20);
        late(3, 30);
        assertThat(record.capacity(SECOND).held()).isCloseTo(20, within(1e-9));
    }

    @Test
    void oneLateAnswerAmongManyIsNoLimit() {
        inTime(20, 20);
        late(1, 20);
        inTime(5, 20);
        assertKnown(Knowledge.CARRIED, 20);
    }

    /** A database that hung for ten minutes at night. */
    @Test
    void lateAnswersUnderALowLoadDoNotUndoWhatWasCarried() {
        for (double load : new double[] {2, 5, 10, 12, 14, 16, 18, 20}) {
            inTime(20, load);
        }
        late(40, 2);
        assertKnown(Knowledge.CARRIED, 20);
    }

    @Test
    void aCapacityThatFallsIsFoundStepByStep() {
        for (double load : new double[] {10, 12, 14, 16, 18, 20}) {
            inTime(20, load);
        }
        late(8, 20);
        assertKnown(Knowledge.BOUNDED, 18);
        late(8, 18);
        assertKnown(Knowledge.BOUNDED, 16);
    }

    @Test
    void aCapacityThatRisesIsFoundToo() {
        inTime(20, 10);
        late(10, 14);
        assertKnown(Knowledge.BOUNDED, 10);
        inTime(40, 14);
        assertKnown(Knowledge.CARRIED, 14);
    }

    @Test
    void whereAllWasTooMuchAServerIsTakenToCarryLess() {
        late(3, 30);
        assertKnown(Knowledge.OVERLOADED, 20);
        late(3, 20);
        assertKnown(Knowledge.OVERLOADED, 20 / 1.5);
    }

    /** Requests that take longer than they may without any load: more servers would not help. */
    @Test
    void whereASixteenthOfTheLoadIsTooMuchTooNothingIsKnown() {
        for (double load = 30; load > 1.7; load /= 1.5) {
            late(3, load);
        }
        assertKnown(Knowledge.NONE, 0);
    }

    @Test
    void aReadingThatWasSeenBeforeTeachesNothing() {
        inTime(1, 10);
        assertThat(record.with(second(now), 99, true)).isEqualTo(record);
    }

    @Test
    void whatWasSeenLongAgoIsForgotten() {
        inTime(20, 20);
        now += Duration.ofDays(60).toSeconds();
        inTime(20, 5);
        assertKnown(Knowledge.CARRIED, 5);
    }

    @Property
    void noMoreIsKnownThanWasSeenAndNoMoreIsKept(
            @ForAll @Size(max = 300) List<@DoubleRange(min = 0.01, max = 1e9) Double> loads) {
        LoadRecord seen = LoadRecord.nothing();
        int at = 0;
        for (double load : loads) {
            seen = seen.with(second(++at), load, load > 1e6);
        }
        double most = loads.stream().mapToDouble(Double::doubleValue).max().orElse(0);
        assertThat(seen.capacity(SECOND).load()).isLessThanOrEqualTo(most * (1 + 1e-9));
        assertThat(seen.bands()).hasSizeLessThanOrEqualTo(48);
    }

    private void inTime(int times, double load) {
        learn(times, load, false);
    }

    private void late(int times, double load) {
        learn(times, load, true);
    }

    private void learn(int times, double load, boolean late) {
        for (int i = 0; i < times; i++) {
            now += 15;
            record = record.with(second(now), load, late);
        }
    }

    private void assertKnown(Knowledge knowledge, double load) {
        CapacityEstimate capacity = record.capacity(SECOND);
        assertThat(capacity.knowledge()).isEqualTo(knowledge);
        assertThat(capacity.load()).isCloseTo(load, within(1e-9));
    }
}
