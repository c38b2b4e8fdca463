package dev.flyball.core.result;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;

import org.junit.jupiter.api.Test;

class ResultTest {

    @Test
    void theNextStepIsAppliedToAValue() {
        assertThat(Result.ok(3).then(value -> Result.ok(value + 1))).isEqualTo(Result.ok(4));
    }

    @Test
    void theNextStepMayFail() {
        Result<Integer> failed = Result.failed(Fault.Kind.STALE, "too old");

        assertThat(Result.ok(3).then(value -> failed)).isEqualTo(failed);
    }

    @Test
    void aFaultPassesThroughAndTheNextStepIsNotTaken() {
        Result<Integer> failed = Result.failed(Fault.Kind.MISSING, "nothing there");

        assertThat(failed.<Integer>then(value -> {
                    throw new AssertionError("must not be called");
                }))
                .isEqualTo(failed);
    }

    @Test
    void noValueIsNotAValue() {
        assertThatNullPointerException().isThrownBy(() -> Result.ok(null)).withMessage("value");
    }
}
