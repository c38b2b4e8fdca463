package dev.flyball.core.simulation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import dev.flyball.core.simulation.Trace.Rate;
import java.util.List;
import org.junit.jupiter.api.Test;

class TraceTest {

    @Test
    void runsStraightFromTheMiddleOfAWindowToThatOfTheNext() {
        Trace trace = Trace.linear(List.of(new Rate(0, 10), new Rate(10, 30)), 10);

        assertThat(trace.seconds()).isEqualTo(20);
        assertThat(trace.arrivals(0)).isEqualTo(10);
        assertThat(trace.arrivals(5)).isEqualTo(11);
        assertThat(trace.arrivals(14)).isEqualTo(29);
        assertThat(trace.arrivals(19)).isEqualTo(30);
    }

    @Test
    void takesSecondsAsTheyAre() {
        Trace trace = Trace.linear(List.of(new Rate(100, 1), new Rate(101, 0), new Rate(102, 7)), 1);

        assertThat(trace.seconds()).isEqualTo(3);
        assertThat(trace.arrivals(0)).isEqualTo(1);
        assertThat(trace.arrivals(1)).isZero();
        assertThat(trace.arrivals(2)).isEqualTo(7);
        assertThat(trace.mean(0, 3)).isCloseTo(8 / 3.0, within(1e-12));
    }

    @Test
    void makesUpWholeRequestsThatRepeatWithTheirSeed() {
        double[] flat = new double[20_000];
        java.util.Arrays.fill(flat, 40);
        Trace trace = Trace.ofSeconds(flat);

        Trace random = trace.poisson(7);

        assertThat(random.arrived(20_000)).isEqualTo(trace.poisson(7).arrived(20_000));
        assertThat(random.arrived(20_000)).isNotEqualTo(trace.poisson(8).arrived(20_000));
        assertThat(random.arrivals(3)).isEqualTo(Math.rint(random.arrivals(3)));
        assertThat(random.mean(0, 20_000)).isCloseTo(40, within(0.3));
    }

    @Test
    void makesUpFewRequestsToo() {
        double[] flat = new double[20_000];
        java.util.Arrays.fill(flat, 0.2);

        assertThat(Trace.ofSeconds(flat).poisson(1).mean(0, 20_000)).isCloseTo(0.2, within(0.02));
    }

    @Test
    void refusesWhatIsNoLoad() {
        assertThatIllegalArgumentException().isThrownBy(() -> Trace.ofSeconds(1, -1));
        assertThatIllegalArgumentException().isThrownBy(() -> Trace.ofSeconds(Double.NaN));
        assertThatIllegalArgumentException().isThrownBy(Trace::ofSeconds);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Trace.linear(List.of(new Rate(0, 1), new Rate(1e12, 1)), 1e12));
    }

    @Test
    void hasParts() {
        assertThat(Trace.ofSeconds(1, 2, 3, 4).part(1, 3).arrived(2)).isEqualTo(5);
    }
}
