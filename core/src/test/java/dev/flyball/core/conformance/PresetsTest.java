package dev.flyball.core.conformance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.flyball.core.guard.Stabilization;
import dev.flyball.core.policy.Policy;
import dev.flyball.core.policy.Presets;
import dev.flyball.core.policy.Tolerance;
import dev.flyball.core.target.Bounds;
import dev.flyball.core.testing.Given;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PresetsTest {

    private static Policy of(String name, int min) {
        return Presets.of(name, new Bounds(min, 9), List.of(Given.perServer("queue", 10)), Presets.Knobs.defaults());
    }

    @Test
    void theFirstIsFlyballsOwn() {
        assertThat(of(Presets.names().get(0), 1))
                .isEqualTo(new Policy(
                        new Bounds(1, 9),
                        List.of(Given.perServer("queue", 10)),
                        new Tolerance(0.1, 0.1),
                        new Stabilization(Duration.ZERO, Duration.ofMinutes(5))));
    }

    @ParameterizedTest
    @ValueSource(strings = {"keda", "kpa", "ray"})
    void zeroIsForThoseWhoseModelKnowsIt(String name) {
        assertThat(of(name, 0).zero()).isPresent();
        assertThat(of(name, 1).zero()).isEmpty();
    }

    @Test
    void eachNameHasAPolicyWithItsSignalsAndBounds() {
        for (String name : Presets.names()) {
            assertThat(of(name, 1).bounds()).isEqualTo(new Bounds(1, 9));
            assertThat(of(name, 1).signals()).singleElement().satisfies(signal -> {
                assertThat(signal.query()).isEqualTo(Given.query("queue"));
                assertThat(signal.setPoint().value()).isEqualTo(10);
            });
        }
    }

    @Test
    void anUnknownNameIsToldWithThoseThereAre() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> of("knative", 1))
                .withMessage("policy knative: must be one of flyball, hpa, keda, kpa, sagemaker, ray");
    }
}
