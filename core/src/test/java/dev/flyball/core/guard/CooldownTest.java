package dev.flyball.core.guard;

import static dev.flyball.core.testing.Given.second;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CooldownTest {

    private static final Cooldown COOLDOWN = new Cooldown(Duration.ofSeconds(60), Duration.ofSeconds(300));
    private static final Changes GREW = Changes.none().with(second(0), 2);
    private static final Changes SHRANK = Changes.none().with(second(0), -2);

    @Test
    void growthWaitsAfterGrowth() {
        assertThat(COOLDOWN.growthBlockedUntil(GREW, second(59))).contains(second(60));
        assertThat(COOLDOWN.growthBlockedUntil(GREW, second(60))).isEmpty();
    }

    @Test
    void growthDoesNotWaitAfterShrinking() {
        assertThat(COOLDOWN.growthBlockedUntil(SHRANK, second(1))).isEmpty();
    }

    @Test
    void shrinkingWaitsAfterAnyChange() {
        assertThat(COOLDOWN.shrinkingBlockedUntil(GREW, second(299))).contains(second(300));
        assertThat(COOLDOWN.shrinkingBlockedUntil(SHRANK, second(299))).contains(second(300));
        assertThat(COOLDOWN.shrinkingBlockedUntil(SHRANK, second(300))).isEmpty();
    }

    @Test
    void withoutAChangeNothingWaits() {
        assertThat(COOLDOWN.growthBlockedUntil(Changes.none(), second(0))).isEmpty();
        assertThat(COOLDOWN.shrinkingBlockedUntil(Changes.none(), second(0))).isEmpty();
        assertThat(Cooldown.none().shrinkingBlockedUntil(GREW, second(0))).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"-1, 0", "0, -1", "3601, 0", "0, 3601"})
    void itMustBeZeroToAnHour(long out, long in) {
        assertThatThrownBy(() -> new Cooldown(Duration.ofSeconds(out), Duration.ofSeconds(in)))
                .hasMessageEndingWith("must be 0 to PT1H");
        assertThat(new Cooldown(Cooldown.LONGEST, Cooldown.LONGEST).scaleIn()).isEqualTo(Duration.ofHours(1));
    }
}
