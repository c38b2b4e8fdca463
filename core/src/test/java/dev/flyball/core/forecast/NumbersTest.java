package dev.flyball.core.forecast;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.util.List;
import org.junit.jupiter.api.Test;

class NumbersTest {

    @Test
    void areEqualToAnyListOfTheSame() {
        List<Double> boxed = List.of(0.0, -0.0, 1.5, Double.NaN);

        assertThat(Numbers.copyOf(boxed)).isEqualTo(boxed).hasSameHashCodeAs(boxed);
        assertThat(boxed).isEqualTo(Numbers.copyOf(boxed));
        assertThat(Numbers.copyOf(List.of(0.0))).isNotEqualTo(List.of(-0.0));
    }

    @Test
    void cannotBeChanged() {
        Numbers numbers = Numbers.owning(1, 2);

        assertThatExceptionOfType(UnsupportedOperationException.class).isThrownBy(() -> numbers.set(0, 3.0));
        assertThatExceptionOfType(UnsupportedOperationException.class).isThrownBy(() -> numbers.add(3.0));
        assertThat(numbers.times(2)).containsExactly(2.0, 4.0);
        assertThat(numbers).containsExactly(1.0, 2.0);
    }

    @Test
    void areNotCopiedTwice() {
        Numbers numbers = Numbers.owning(1, 2);

        assertThat(Numbers.copyOf(numbers)).isSameAs(numbers);
    }
}
