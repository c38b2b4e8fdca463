package dev.flyball.sagemaker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.flyball.core.demand.SetPoint;
import dev.flyball.core.port.Adapter;
import dev.flyball.core.port.Platform;
import dev.flyball.core.target.TargetId;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class SageMakerAdapterTest {

    private final Adapter adapter = new SageMakerAdapter(Duration.ofSeconds(10), Instant::now, Runnable::run);

    @Test
    void scalesVariantsByInvocationsPerInstanceEachMinute() {
        assertThat(adapter.platforms()).singleElement().satisfies(platform -> {
            assertThat(platform.scheme()).isEqualTo("sagemaker");
            assertThat(platform.interval()).isEqualTo(Duration.ofSeconds(60));
            assertThat(platform.defaultSignal()).isEqualTo("invocations-per-instance");
            assertThat(platform.defaultBounds()).isEmpty();
            assertThat(platform.knows(TargetId.parse("sagemaker:variant/chat/AllTraffic")))
                    .isTrue();
            assertThat(platform.knows(TargetId.parse("sagemaker:variant/chat"))).isFalse();
        });
    }

    @Test
    void theSetPointIsAnAmountThatTheUserMustSay() {
        Platform.SignalKind kind = adapter.platforms().get(0).signals().get("invocations-per-instance");

        assertThat(kind.unit()).isEqualTo(SetPoint.Unit.PER_SERVER);
        assertThat(kind.defaultSetPoint()).isEmpty();
        assertThat(kind.maxAge()).isEqualTo(Duration.ofMinutes(5));
    }

    @Test
    void aTimeLimitMustBeAboveZero() {
        assertThatThrownBy(() -> new SageMakerAdapter(Duration.ZERO, Instant::now, Runnable::run))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("PT0S");
    }
}
