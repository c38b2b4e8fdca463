package dev.flyball.core.target;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ChangeTest {

    @Test
    void aChangeMayLeadToAndFromZero() {
        assertThat(new Change(0, 1).to()).isEqualTo(1);
        assertThat(new Change(1, 0).to()).isZero();
    }

    @ParameterizedTest
    @CsvSource({"3, 3", "-1, 3", "3, -1"})
    void whatIsNoChangeIsRefused(int from, int to) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Change(from, to))
                .withMessageContaining("from " + from + " to " + to);
    }

    @Test
    void actingHoldsNothing() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new WriteHold(WriteMode.ACT, "nobody"))
                .withMessageContaining("ACT");
    }
}
