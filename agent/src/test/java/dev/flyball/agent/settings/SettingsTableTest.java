package dev.flyball.agent.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class SettingsTableTest {

    /** What the example of a setting needs beside it, if that is not a target utilization of cpu. */
    private static final Map<Setting<?>, List<String>> BESIDE = Map.of(
            SignalSettings.TARGET_PER_SERVER, List.of("FLYBALL_SIGNAL=queue"),
            SignalSettings.STEPS, List.of(),
            SignalSettings.THRESHOLD, List.of(),
            StrategySettings.STRATEGY, List.of("FLYBALL_TARGET_UTILIZATION=0.6", "FLYBALL_SIZES=1/1Gi,2/2Gi"),
            StrategySettings.SIZES, List.of("FLYBALL_TARGET_UTILIZATION=0.6", "FLYBALL_STRATEGY=auto"),
            PriceSettings.PRICES,
                    List.of(
                            "FLYBALL_TARGET_UTILIZATION=0.6",
                            "FLYBALL_STRATEGY=auto",
                            "FLYBALL_SIZES=500m/1Gi,1/2Gi,2/4Gi"),
            SignalSettings.QUERY, List.of("FLYBALL_SIGNAL=promql", "FLYBALL_TARGET_PER_SERVER=30"),
            SignalSettings.READS, List.of("FLYBALL_SIGNAL=promql", "FLYBALL_QUERY=up", "FLYBALL_TARGET_PER_SERVER=30"),
            SizeSettings.SCALE_TO_ZERO,
                    List.of("FLYBALL_SIGNAL=queue", "FLYBALL_TARGET_PER_SERVER=30", "FLYBALL_MIN_SERVERS=0"));

    static Stream<Setting<?>> settings() {
        return SettingsTable.all().stream();
    }

    /** A backlog and a latency need a second signal beside them: {@link RolesTest}, {@link LearnedCapacityTest}. */
    static Stream<Setting<?>> settingsThatStandAlone() {
        return settings().filter(setting -> setting != StrategySettings.DRAIN && setting != SignalSettings.SLO);
    }

    @ParameterizedTest
    @MethodSource("settingsThatStandAlone")
    void itsExampleIsAccepted(Setting<?> setting) {
        List<String> assignments =
                new ArrayList<>(List.of("FLYBALL_RESOURCE=kubernetes:deployment/shop/chat", "FLYBALL_MAX_SERVERS=10"));
        assignments.addAll(BESIDE.getOrDefault(setting, List.of("FLYBALL_TARGET_UTILIZATION=0.6")));
        assignments.add(setting.variable() + "=" + setting.example());

        Settings read = Environment.settings(assignments.toArray(String[]::new));

        assertThat(read.inForce()).anySatisfy(value -> assertThat(value)
                .extracting(InForce::variable, InForce::value, InForce::origin)
                .containsExactly(setting.variable(), shownExample(setting), "set"));
    }

    private static <T> String shownExample(Setting<T> setting) {
        return setting.type().show(setting.type().parse(setting.example()).orElseThrow());
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
                                "FLYBALL_SIGNALS_A_" + setting.name() + "=" + odd,
                                "FLYBALL_TARGETS_A_SIGNALS_" + odd + setting.name() + "=" + odd,
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
                        || ServiceLinks.injects(Place.ofTarget("A").variable(setting), setting.example()));
    }
}
