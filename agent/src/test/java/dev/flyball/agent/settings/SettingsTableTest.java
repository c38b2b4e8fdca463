package dev.flyball.agent.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class SettingsTableTest {

    static Stream<Setting<?>> settings() {
        return SettingsTable.all().stream();
    }

    @ParameterizedTest
    @MethodSource("settings")
    void itsExampleIsAccepted(Setting<?> setting) {
        List<String> assignments = new ArrayList<>(List.of(
                "FLYBALL_RESOURCE=kubernetes:deployment/shop/chat",
                "FLYBALL_MAX_SERVERS=10",
                setting == SettingsTable.TARGET_PER_SERVER
                        ? "FLYBALL_SIGNAL=queue"
                        : "FLYBALL_TARGET_UTILIZATION=0.6"));
        assignments.add(setting.variable() + "=" + setting.example());

        Settings read = Environment.settings(assignments.toArray(String[]::new));

        assertThat(read.inForce()).anySatisfy(value -> assertThat(value)
                .extracting(InForce::variable, InForce::value, InForce::origin)
                .containsExactly(setting.variable(), setting.example(), "set"));
    }

    @ParameterizedTest
    @MethodSource("settings")
    <T> void itsDefaultIsReadAsItIsShown(Setting<T> setting) {
        assertThat(setting.fallback().map(setting.type()::show).flatMap(setting.type()::parse))
                .isEqualTo(setting.fallback());
    }

    @ParameterizedTest
    @MethodSource("settings")
    void noValueIsTooOddToBeRead(Setting<?> setting) {
        Stream.of("", " ", ":", "a:", "a:b:c", "-1", "NaN", "1e999", "9".repeat(999), "%s", "\n", "\u0000", "ß", "/")
                .forEach(odd -> assertThatCode(() -> Environment.read(
                                setting.variable() + "=" + odd,
                                "FLYBALL_TARGETS_A_" + setting.name() + "=" + odd,
                                "FLYBALL_TARGETS_" + odd + setting.name() + "=" + odd))
                        .doesNotThrowAnyException());
    }

    @Test
    void noNameIsThereTwice() {
        assertThat(settings().map(Setting::name)).doesNotHaveDuplicates();
    }

    @Test
    void noNameLooksLikeWhatKubernetesInjects() {
        assertThat(settings())
                .noneMatch(setting -> ServiceLinks.injects(setting.variable(), setting.example())
                        || ServiceLinks.injects(TargetName.of("A").variable(setting), setting.example()));
    }
}
