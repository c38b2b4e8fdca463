package dev.flyball.core.guard;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.flyball.core.testing.Given;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class StabilizationTest {

    private static final Stabilization MINUTES = new Stabilization(Duration.ofMinutes(1), Duration.ofMinutes(5));

    @Test
    void theSizeGrowsOnlyToTheLeastOfTheScaleOutWindow() {
        Proposals proposals = Proposals.none()
                .with(Given.second(0), 6, MINUTES)
                .with(Given.second(15), 9, MINUTES)
                .with(Given.second(30), 8, MINUTES);

        assertThat(MINUTES.stabilize(5, proposals)).isEqualTo(6);
    }

    @Test
    void theSizeShrinksOnlyToTheMostOfTheScaleInWindow() {
        Proposals proposals = Proposals.none()
                .with(Given.second(0), 3, MINUTES)
                .with(Given.second(60), 4, MINUTES)
                .with(Given.second(240), 2, MINUTES);

        assertThat(MINUTES.stabilize(9, proposals)).isEqualTo(4);
    }

    @Test
    void aSizeBetweenTheLeastAndTheMostStays() {
        Proposals proposals = Proposals.none().with(Given.second(0), 3, MINUTES).with(Given.second(15), 9, MINUTES);

        assertThat(MINUTES.stabilize(5, proposals)).isEqualTo(5);
    }

    @Test
    void aWindowOfZeroFollowsAtOnce() {
        Stabilization atOnce = new Stabilization(Duration.ZERO, Duration.ZERO);
        Proposals proposals = Proposals.none().with(Given.second(0), 9, atOnce).with(Given.second(1), 2, atOnce);

        assertThat(atOnce.stabilize(5, proposals)).isEqualTo(2);
    }

    @Test
    void eachDirectionLooksBackOnItsOwnWindow() {
        Proposals proposals = Proposals.none().with(Given.second(0), 2, MINUTES).with(Given.second(90), 9, MINUTES);

        assertThat(MINUTES.stabilize(5, proposals)).isEqualTo(9);
    }

    @ParameterizedTest
    @CsvSource({"-1, 0", "0, -1", "3601, 0", "0, 3601"})
    void windowsThatAreNegativeOrLongerThanAnHourAreRefused(int scaleOut, int scaleIn) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Stabilization(Duration.ofSeconds(scaleOut), Duration.ofSeconds(scaleIn)))
                .withMessageContaining("0 to PT1H");
    }

    @Test
    void anHourIsTheLongestWindow() {
        assertThat(new Stabilization(Duration.ofHours(1), Duration.ofHours(1)).scaleIn())
                .isEqualTo(Stabilization.LONGEST);
    }
}
