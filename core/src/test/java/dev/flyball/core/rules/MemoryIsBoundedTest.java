package dev.flyball.core.rules;

import static org.assertj.core.api.Assertions.assertThat;

import dev.flyball.core.decision.Memory;
import dev.flyball.core.testing.Driver;
import dev.flyball.core.testing.Given;
import dev.flyball.core.testing.Round;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class MemoryIsBoundedTest {

    private static final int A_DAY_OF_SECONDS = 24 * 60 * 60;

    /** A load that climbs and falls for half an hour each, and servers that come and go every second. */
    @Test
    void aDayOfRoundsEverySecondWithTheLongestWindowsStaysSmall() {
        Driver driver = new Driver(Given.bounded(
                1,
                5000,
                Given.stabilized(Duration.ofHours(1), Duration.ofHours(1), Given.policy(Given.perServer("queue", 1)))));
        int mostProposals = 0;
        int mostReady = 0;
        for (int i = 0; i < A_DAY_OF_SECONDS; i++) {
            int climb = i % 3600 < 1800 ? i % 3600 : 3600 - i % 3600;
            Instant at = Given.second(i);
            driver.decide(Round.of(at, Given.starting(i % 7, 10)).total("queue", climb));
            Memory memory = driver.memory();
            mostProposals = Math.max(
                    mostProposals,
                    Math.max(
                            memory.tracks().get(0).proposals().lowest().size(),
                            memory.tracks().get(0).proposals().highest().size()));
            mostReady = Math.max(mostReady, memory.ready().entries().size());
        }
        assertThat(mostProposals).isEqualTo(128);
        assertThat(mostReady).isEqualTo(64);
    }
}
