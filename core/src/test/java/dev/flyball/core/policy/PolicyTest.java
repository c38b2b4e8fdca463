package dev.flyball.core.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.flyball.core.guard.Stabilization;
import dev.flyball.core.strategy.Sizing;
import dev.flyball.core.strategy.Strategy;
import dev.flyball.core.target.Bounds;
import dev.flyball.core.target.ServerSize;
import dev.flyball.core.testing.Given;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PolicyTest {

    @Test
    void aPolicyNeedsASignal() {
        Tolerance none = new Tolerance(0, 0);
        Stabilization atOnce = new Stabilization(Duration.ZERO, Duration.ZERO);

        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Policy(new Bounds(1, 2), List.of(), none, atOnce))
                .withMessageContaining("at least one");
    }

    @Test
    void whatIsAddedChangesNothingElse() {
        Policy plain = Given.policy(Given.utilization("cpu", 0.6));
        Backlog backlog = new Backlog(Given.perServer("queue", 2), Duration.ofMinutes(1));
        Sizing sizing = new Sizing(
                Strategy.AUTO, List.of(new ServerSize("s", 1), new ServerSize("l", 2)), List.of(), List.of());

        Policy all = plain.draining(backlog).sized(sizing);

        assertThat(all.backlog()).contains(backlog);
        assertThat(all.sizing()).isEqualTo(sizing);
        assertThat(all.signals()).extracting(signal -> signal.query().signal()).containsExactly("cpu", "queue");
        assertThat(all)
                .usingRecursiveComparison()
                .ignoringFields("backlog", "sizing")
                .isEqualTo(plain);
    }

    @Test
    void aToleranceForGrowthMayBeAnySize() {
        assertThat(new Tolerance(7, 0.99).scaleOut()).isEqualTo(7);
    }

    @ParameterizedTest
    @CsvSource({"-0.1, 0", "0, -0.1", "0, 1", "NaN, 0", "0, NaN", "Infinity, 0"})
    void aToleranceThatWouldStopEverythingIsRefused(double scaleOut, double scaleIn) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Tolerance(scaleOut, scaleIn))
                .withMessageContaining("tolerance " + scaleOut + " out, " + scaleIn + " in");
    }
}
