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
