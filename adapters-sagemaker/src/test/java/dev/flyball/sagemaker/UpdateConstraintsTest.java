package dev.flyball.sagemaker;

import static dev.flyball.sagemaker.Fakes.target;
import static org.assertj.core.api.Assertions.assertThat;

import dev.flyball.core.result.Fault;
import dev.flyball.core.target.Change;
import dev.flyball.core.target.Fleet;
import dev.flyball.core.target.Outcome;
import dev.flyball.core.target.TargetId;
import dev.flyball.core.target.Transition;
import dev.flyball.core.target.WriteMode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What SageMaker does with changes of size, each constraint by its number in docs/sagemaker.md. */
class UpdateConstraintsTest extends OnEmulatedAws {

    private static final TargetId BLUE = target("variant/chat/blue");
    private static final TargetId GREEN = target("variant/chat/green");

    private final ExecutorService writers = Executors.newFixedThreadPool(4);

    @AfterEach
    void stopWriters() {
        writers.shutdownNow();
    }

    @Test
    void c1ChangesOfSeveralVariantsGoTogether() throws Exception {
        aws.sageMaker.endpoint("chat", "ml.g5.xlarge", "blue=2", "green=3");
        look(BLUE, GREEN);

        assertThat(together(Map.of(BLUE, new Change(2, 4), GREEN, new Change(3, 1))))
                .allSatisfy(outcome -> assertThat(outcome).isInstanceOf(Outcome.Applied.class));

        assertThat(aws.calls())
                .filteredOn("sagemaker:UpdateEndpointWeightsAndCapacities"::equals)
                .hasSize(1);
        aws.pass(Duration.ofMinutes(6));
        assertThat(fleet(BLUE).size()).isEqualTo(4);
        assertThat(fleet(GREEN).size()).isEqualTo(1);
    }

    @Test
    void c1WhereOnlyOneVariantIsTakenTheOneThatGrowsGoesFirst() throws Exception {
        aws.sageMaker.endpoint("chat", "ml.g5.xlarge", "blue=2", "green=3");
        aws.sageMaker.severalAtOnce = false;
        look(BLUE, GREEN);

        List<Outcome> outcomes = together(Map.of(BLUE, new Change(2, 6), GREEN, new Change(3, 1)));

        assertThat(outcomes).hasAtLeastOneElementOfType(Outcome.Applied.class);
        assertThat(outcomes).hasAtLeastOneElementOfType(Outcome.Deferred.class);
        aws.pass(Duration.ofMinutes(6));
        assertThat(fleet(BLUE).size()).isEqualTo(6);
        assertThat(fleet(GREEN).size()).isEqualTo(3);
        assertThat(apply(GREEN, new Change(3, 1))).isInstanceOf(Outcome.Applied.class);
    }

    @Test
    void c2AnEndpointThatIsUpdatingDefersWhoeverComes() {
        aws.sageMaker.endpoint("chat", "ml.g5.xlarge", "blue=2", "green=3");
        look(BLUE, GREEN);

        assertThat(apply(BLUE, new Change(2, 4))).isInstanceOf(Outcome.Applied.class);
        assertThat(apply(GREEN, new Change(3, 5)))
                .isEqualTo(
                        new Outcome.Deferred("endpoint chat is being updated; SageMaker takes one change at a time"));

        assertThat(fleet(GREEN).transition()).contains(new Transition("Updating"));
        assertThat(fleet(BLUE).wanted()).isEqualTo(4);
        aws.pass(Duration.ofMinutes(6));
        assertThat(fleet(GREEN).transition()).isEmpty();
        assertThat(apply(GREEN, new Change(3, 7))).isInstanceOf(Outcome.Applied.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"Creating", "Updating", "SystemUpdating", "RollingBack"})
    void c3StatesThatPassAreTransitions(String status) {
        aws.sageMaker.endpoint("chat", "ml.g5.xlarge", "blue=2").become(status, Optional.empty(), aws.now());

        assertThat(fleet(BLUE).transition()).contains(new Transition(status));
        assertThat(apply(BLUE, new Change(2, 3))).isInstanceOf(Outcome.Deferred.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"OutOfService", "Failed", "Deleting", "UpdateRollbackFailed"})
    void c3StatesThatDoNotPassAreFaultsWithTheReason(String status) {
        aws.sageMaker.endpoint("chat", "ml.g5.xlarge", "blue=2").become(status, Optional.of("It broke"), aws.now());

        assertThat(fault(BLUE).kind()).isEqualTo(Fault.Kind.REFUSED);
        assertThat(fault(BLUE).message()).contains("endpoint chat is " + status + " (It broke)");
    }

    @ParameterizedTest
    @CsvSource({"0", "120"})
    void c4AnAcceptedUpdateThatFailsIsToldAndNotRepeatedAtOnce(int secondsBack) {
        aws.sageMaker.endpoint("chat", "ml.g5.xlarge", "blue=2");
        aws.sageMaker.updates = EmulatedUpdate.after(Duration.ofMinutes(3))
                .failing("Unable to provision requested ML compute capacity", Duration.ofSeconds(secondsBack));
        look(BLUE);

        assertThat(apply(BLUE, new Change(2, 5))).isInstanceOf(Outcome.Applied.class);
        aws.pass(Duration.ofMinutes(6));
        Fleet failed = fleet(BLUE);

        assertThat(failed.wanted()).isEqualTo(2);
        assertThat(failed.size()).isEqualTo(2);
        assertThat(failed.hold()).hasValueSatisfying(hold -> {
            assertThat(hold.mode()).isEqualTo(WriteMode.PAUSED);
            assertThat(hold.why())
                    .isEqualTo("the update to 5, accepted at 2026-03-01T12:00:30Z, failed and left 2: Unable to"
                            + " provision requested ML compute capacity; the next is not sent before"
                            + " 2026-03-01T12:08:30Z");
        });
        assertThat(apply(BLUE, new Change(2, 5))).isInstanceOf(Outcome.Deferred.class);
    }

    @Test
    void c4EachFailureMakesThePauseLongerAndASuccessForgetsIt() {
        aws.sageMaker.endpoint("chat", "ml.g5.xlarge", "blue=2");
        aws.sageMaker.updates = EmulatedUpdate.after(Duration.ofMinutes(3)).failing("No capacity", Duration.ZERO);
        look(BLUE);

        assertThat(pauses(4)).containsExactly(2L, 4L, 8L, 16L);

        aws.sageMaker.updates = EmulatedUpdate.after(Duration.ofMinutes(3));
        apply(BLUE, new Change(2, 5));
        aws.pass(Duration.ofMinutes(4));
        assertThat(fleet(BLUE).hold()).isEmpty();
        assertThat(fleet(BLUE).size()).isEqualTo(5);
        aws.sageMaker.updates = EmulatedUpdate.after(Duration.ofMinutes(3)).failing("No capacity", Duration.ZERO);
        apply(BLUE, new Change(5, 6));
        aws.pass(Duration.ofMinutes(4));
        assertThat(fleet(BLUE).hold().orElseThrow().why()).contains("No capacity");
        aws.pass(Attempts.FIRST_PAUSE);
        assertThat(fleet(BLUE).hold()).isEmpty();
    }

    private List<Long> pauses(int failures) {
        List<Long> minutes = new ArrayList<>();
        for (int i = 0; i < failures; i++) {
            assertThat(apply(BLUE, new Change(2, 5))).isInstanceOf(Outcome.Applied.class);
            aws.pass(Duration.ofMinutes(4));
            long waited = 0;
            while (fleet(BLUE).hold().isPresent()) {
                aws.pass(Duration.ofMinutes(1));
                waited++;
            }
            minutes.add(waited);
        }
        return minutes;
    }

    @Test
    void c12AnUpdateThatTakesTooLongIsToldAndNotRepeated() {
        aws.sageMaker.endpoint("chat", "ml.g5.xlarge", "blue=2");
        aws.sageMaker.updates = EmulatedUpdate.after(Duration.ofHours(3));
        look(BLUE);
        apply(BLUE, new Change(2, 5));

        aws.pass(Duration.ofMinutes(29));
        assertThat(fleet(BLUE).hold()).isEmpty();
        aws.pass(Duration.ofMinutes(2));
        Fleet late = fleet(BLUE);

        assertThat(late.transition()).contains(new Transition("Updating"));
        assertThat(late.hold().orElseThrow().why())
                .contains("the update to 5", "Updating for 31 minutes", "it is not sent again");
        aws.calls();
        fleet(BLUE);
        assertThat(aws.calls()).doesNotContain("sagemaker:UpdateEndpointWeightsAndCapacities");
        aws.pass(Duration.ofHours(3));
        assertThat(fleet(BLUE).size()).isEqualTo(5);
        assertThat(fleet(BLUE).hold()).isEmpty();
    }

    private List<Outcome> together(Map<TargetId, Change> changes) throws InterruptedException, ExecutionException {
        List<Future<Outcome>> sent = new ArrayList<>();
        changes.forEach((target, change) -> sent.add(writers.submit(() -> apply(target, change))));
        List<Outcome> outcomes = new ArrayList<>();
        for (Future<Outcome> one : sent) {
            outcomes.add(one.get());
        }
        return outcomes;
    }
}
