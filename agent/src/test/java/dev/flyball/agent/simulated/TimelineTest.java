package dev.flyball.agent.simulated;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

class TimelineTest {

    private static final Instant NOON = Instant.parse("2026-01-01T12:00:00Z");
    private static final Instant DAWN = Instant.parse("2026-01-01T06:00:00Z");

    private final AtomicReference<Instant> now = new AtomicReference<>(NOON);

    @Test
    void lifeIsTheMachinesTime() {
        Timeline life = Timeline.life(now::get);
        now.set(NOON.plusMillis(1234));

        assertThat(life.instant()).isEqualTo(now.get());
        assertThat(life.inLife(Duration.ofSeconds(15))).isEqualTo(Duration.ofSeconds(15));
    }

    @Test
    void aFasterTimeStartsAtItsOriginAndPassesAMinuteInASecond() {
        Timeline faster = Timeline.faster(now::get, DAWN, 60);
        now.set(NOON.plusSeconds(2));

        assertThat(faster.instant()).isEqualTo(DAWN.plusSeconds(120));
        assertThat(faster.inLife(Duration.ofMinutes(1))).isEqualTo(Duration.ofSeconds(1));
    }

    @Test
    void aSpeedOfNothingIsRefused() {
        assertThatThrownBy(() -> Timeline.faster(now::get, DAWN, 0))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("speed 0.0: must be above 0");
    }
}
