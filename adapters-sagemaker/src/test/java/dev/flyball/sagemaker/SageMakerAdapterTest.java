package dev.flyball.sagemaker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import dev.flyball.core.demand.SetPoint;
import dev.flyball.core.port.Adapter;
import dev.flyball.core.port.Platform;
import dev.flyball.core.target.ServerSize;
import dev.flyball.core.target.TargetId;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class SageMakerAdapterTest {

    private final Adapter adapter = new SageMakerAdapter(Duration.ofSeconds(10), Instant::now, Runnable::run);

    @Test
    void eachKindOfTargetHasASignalToGoWithout() {
        assertThat(adapter.platforms())
                .extracting(platform -> platform.forms().get(0).example(), Platform::defaultSignal)
                .containsExactly(
                        tuple("sagemaker:variant/ENDPOINT/VARIANT", "invocations-per-instance"),
                        tuple("sagemaker:inference-component/NAME", "invocations-per-copy"),
                        tuple("sagemaker:serverless/ENDPOINT/VARIANT", "provisioned-concurrency"));
        assertThat(adapter.platforms()).allSatisfy(platform -> {
            assertThat(platform.scheme()).isEqualTo("sagemaker");
            assertThat(platform.interval()).isEqualTo(Duration.ofSeconds(60));
            assertThat(platform.defaultBounds()).isEmpty();
            assertThat(platform.knows(TargetId.parse("sagemaker:variant/chat"))).isFalse();
        });
    }

    @Test
    void sizesAreInstanceTypesWithTheirCapacity() {
        Platform.SizeForm form = adapter.platforms().get(0).serverSizes().orElseThrow();

        assertThat(form.read().apply("ml.g5.2xlarge=2.5")).contains(new ServerSize("ml.g5.2xlarge", 2.5));
        for (String wrong : List.of("ml.g5.2xlarge", "g5.2xlarge=2", "ml.t2.medium=1", "ml.g5.xlarge=0", "=1")) {
            assertThat(form.read().apply(wrong)).as(wrong).isEmpty();
        }
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
