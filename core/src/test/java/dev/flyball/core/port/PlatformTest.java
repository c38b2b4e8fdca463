package dev.flyball.core.port;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.flyball.core.demand.SetPoint;
import dev.flyball.core.target.TargetId;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PlatformTest {

    @ParameterizedTest
    @CsvSource({
        "boats:harbour/a, true",
        "boats:lake/a, true",
        "boats:harbour/a/b, false",
        "boats:pier/a, false",
        "trains:harbour/a, false"
    })
    void aResourceIsKnownByItsSchemeAndOneOfTheForms(String resource, boolean known) {
        assertThat(platform("sail").knows(TargetId.parse(resource))).isEqualTo(known);
    }

    @Test
    void aDefaultSignalThatTheSignalsDoNotHoldIsRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> platform("oar"))
                .withMessageContaining("oar")
                .withMessageContaining("boats")
                .withMessageContaining("sail");
    }

    @Test
    void signalsOfAnyTargetComeBesideItsOwn() {
        Platform.SignalKind other =
                new Platform.SignalKind(SetPoint.Unit.PER_SERVER, Optional.empty(), Duration.ofMinutes(2));

        Platform both = platform("sail").with(Map.of("sail", other, "oar", other));

        assertThat(both.signals()).containsEntry("oar", other).hasSize(2);
        assertThat(both.signals().get("sail")).isNotEqualTo(other);
        assertThat(both.scheme()).isEqualTo("boats");
    }

    @Test
    void whatASignalWeighsOnCanBeSaid() {
        Platform.SignalKind memory = platform("sail").signals().get("sail").of(Platform.Burden.SERVER);

        assertThat(memory.burden()).isEqualTo(Platform.Burden.SERVER);
        assertThat(memory.unit()).isEqualTo(SetPoint.Unit.UTILIZATION);
    }

    private static Platform platform(String defaultSignal) {
        return new Platform(
                "boats",
                List.of(
                        new Platform.Form("boats:harbour/NAME", Pattern.compile("harbour/[a-z]+")),
                        new Platform.Form("boats:lake/NAME", Pattern.compile("lake/[a-z]+"))),
                Duration.ofSeconds(15),
                defaultSignal,
                Map.of(
                        "sail",
                        new Platform.SignalKind(SetPoint.Unit.UTILIZATION, Optional.empty(), Duration.ofMinutes(1))),
                Optional.empty());
    }
}
