package dev.flyball.sagemaker;

import static dev.flyball.sagemaker.Fakes.target;
import static org.assertj.core.api.Assertions.assertThat;

import dev.flyball.core.target.Change;
import dev.flyball.core.target.Fleet;
import dev.flyball.core.target.Outcome;
import dev.flyball.core.target.TargetId;
import dev.flyball.core.target.WriteHold;
import dev.flyball.core.target.WriteMode;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a new process finds out about the updates of the one before it, from what SageMaker says. */
class RestartTest extends OnEmulatedAws {

    private static final String BLUE = "variant/chat/blue";
    private static final String LLAMA = "inference-component/llama";

    @BeforeEach
    void anEndpointAndAComponent() {
        aws.sageMaker.endpoint("chat", "ml.g5.xlarge", "blue=2");
        aws.sageMaker.component("llama", 2);
        look(target(BLUE), target(LLAMA));
    }

    @ParameterizedTest
    @ValueSource(strings = {BLUE, LLAMA})
    void anUpdateThatHasFailedIsNotRepeatedAtOnce(String name) {
        TargetId target = target(name);
        aws.sageMaker.updates = EmulatedUpdate.after(Duration.ofMinutes(3)).failing("No capacity", Duration.ZERO);
        apply(target, new Change(2, 5));
        aws.pass(Duration.ofMinutes(4));

        aws.restart();
        WriteHold hold = fleet(target).hold().orElseThrow();

        assertThat(hold.mode()).isEqualTo(WriteMode.PAUSED);
        assertThat(hold.why())
                .isEqualTo("the last update ended at 2026-03-01T12:03:30Z, before this agent was started, failed and"
                        + " left 2: No capacity; the next is not sent before 2026-03-01T12:11:30Z");
        assertThat(apply(target, new Change(2, 5))).isEqualTo(new Outcome.Deferred(hold.why()));
        aws.pass(FirstSight.PAUSE);
        assertThat(fleet(target).hold()).isEmpty();
        assertThat(apply(target, new Change(2, 5))).isInstanceOf(Outcome.Applied.class);
        aws.pass(Duration.ofMinutes(4));
        assertThat(fleet(target).hold().orElseThrow().why())
                .as("the pause goes on growing")
                .contains("the update to 5", "not sent before 2026-03-01T12:32:30Z");
    }

    @Test
    void aFailureOfLongAgoKeepsNobodyFromScaling() {
        aws.sageMaker.updates = EmulatedUpdate.after(Duration.ofMinutes(3)).failing("No capacity", Duration.ZERO);
        apply(target(BLUE), new Change(2, 5));
        aws.pass(Duration.ofHours(1));

        aws.restart();

        assertThat(fleet(target(BLUE)).hold()).isEmpty();
    }

    @Test
    void whatWasAskedForAndDidNotComeHasFailedWithoutAReasonToo() {
        aws.sageMaker
                .endpoint("rank", "ml.g5.xlarge", "blue=2")
                .put(new EmulatedVariant("blue", 2, 5, Optional.empty()));

        assertThat(fleet(target("variant/rank/blue")).hold().orElseThrow().why())
                .startsWith("the last update to 5 ended at")
                .contains("failed and left 2: SageMaker gives no reason");
    }

    @Test
    void anUpdateThatIsStillUnderWayIsFollowedToItsEnd() {
        aws.sageMaker.updates = EmulatedUpdate.after(Duration.ofMinutes(3)).failing("No capacity", Duration.ZERO);
        apply(target(BLUE), new Change(2, 5));
        aws.pass(Duration.ofMinutes(1));

        aws.restart();
        Fleet updating = fleet(target(BLUE));
        aws.pass(Duration.ofMinutes(3));

        assertThat(updating.wanted()).isEqualTo(5);
        assertThat(updating.hold()).isEmpty();
        assertThat(fleet(target(BLUE)).hold().orElseThrow().why())
                .startsWith("the update to 5, accepted at 2026-03-01T12:00:30Z, failed and left 2: No capacity");
    }

    @Test
    void anUpdateThatTakesTooLongIsToldThoughAnotherProcessHasSentIt() {
        aws.sageMaker.updates = EmulatedUpdate.after(Duration.ofHours(3));
        apply(target(BLUE), new Change(2, 5));
        aws.pass(Duration.ofMinutes(40));

        aws.restart();

        assertThat(fleet(target(BLUE)).hold().orElseThrow().why()).contains("Updating for 40 minutes");
    }

    @Test
    void anUpdateThatSucceedsIsNothingToTell() {
        aws.sageMaker.updates = EmulatedUpdate.after(Duration.ofMinutes(3));
        apply(target(BLUE), new Change(2, 5));
        aws.restart();
        fleet(target(BLUE));
        aws.pass(Duration.ofMinutes(4));

        Fleet done = fleet(target(BLUE));

        assertThat(done.size()).isEqualTo(5);
        assertThat(done.hold()).isEmpty();
    }
}
