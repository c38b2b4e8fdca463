package dev.flyball.agent.settings;

import static dev.flyball.agent.settings.Environment.settings;
import static org.assertj.core.api.Assertions.assertThat;

import dev.flyball.core.demand.Proportional;
import dev.flyball.core.demand.Saturation;
import dev.flyball.core.demand.SetPoint;
import dev.flyball.core.demand.SetPoint.Unit;
import dev.flyball.core.demand.TrackedSignal;
import dev.flyball.core.forecast.Risk;
import dev.flyball.core.forecast.RiskSizing;
import dev.flyball.core.guard.Stabilization;
import dev.flyball.core.policy.Policy;
import dev.flyball.core.policy.Tolerance;
import dev.flyball.core.signal.Query;
import dev.flyball.core.target.Bounds;
import dev.flyball.core.target.TargetId;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;

class SettingsReaderTest {

    @Test
    void scalesTheBuiltInSimulationWhenNothingIsSet() {
        Settings settings = settings();

        TargetId simulation = TargetId.parse("simulated:endpoint");
        assertThat(settings.builtInSimulation()).isTrue();
        assertThat(settings.targets())
                .containsExactly(new TargetSettings(
                        "default",
                        simulation,
                        new Policy(
                                        new Bounds(1, 5),
                                        List.of(new TrackedSignal(
                                                        new Query(simulation, "utilization"),
                                                        new SetPoint(Unit.UTILIZATION, 0.6),
                                                        Duration.ofSeconds(30))
                                                .estimatedBy(new Proportional(
                                                        Duration.ZERO, Optional.of(new Saturation(1))))),
                                        new Tolerance(0.1, 0.1),
                                        new Stabilization(Duration.ZERO, Duration.ofMinutes(5)))
                                .sizedBy(new RiskSizing(
                                        Risk.balanced(),
                                        Optional.empty(),
                                        Duration.ofSeconds(1),
                                        1 / 0.6,
                                        true,
                                        OptionalDouble.empty())),
                        "flyball",
                        Duration.ofSeconds(5),
                        false));
        assertThat(settings.logDecisions()).isEqualTo(LogDecisions.ALL);
        assertThat(settings.simulationSpeed()).isEqualTo(60);
        assertThat(settings.warnings()).isEmpty();
    }

    @Test
    void takesWhatIsNotSetFromThePlatform() {
        TargetSettings target = settings(
                        "FLYBALL_RESOURCE=kubernetes:deployment/shop/chat",
                        "FLYBALL_MAX_SERVERS=10",
                        "FLYBALL_TARGET_UTILIZATION=0.6")
                .targets()
                .get(0);

        assertThat(target.name()).isEqualTo("default");
        assertThat(target.interval()).isEqualTo(Duration.ofSeconds(15));
        assertThat(target.policy().bounds()).isEqualTo(new Bounds(1, 10));
        assertThat(target.policy().signals())
                .containsExactly(new TrackedSignal(
                        new Query(target.resource(), "cpu"),
                        new SetPoint(Unit.UTILIZATION, 0.6),
                        Duration.ofMinutes(2)));
    }

    @Test
    void takesEverythingThatIsSet() {
        Settings settings = settings(
                "FLYBALL_RESOURCE=kubernetes:deployment/shop/chat",
                "FLYBALL_MIN_SERVERS=2",
                "FLYBALL_MAX_SERVERS=10",
                "FLYBALL_SIGNAL=queue",
                "FLYBALL_TARGET_PER_SERVER=30",
                "FLYBALL_MAX_AGE=45s",
                "FLYBALL_INTERVAL=1m30s",
                "FLYBALL_SCALE_OUT_TOLERANCE=0.05",
                "FLYBALL_SCALE_IN_TOLERANCE=.2",
                "FLYBALL_SCALE_OUT_STABILIZATION=30s",
                "FLYBALL_SCALE_IN_STABILIZATION=1h",
                "FLYBALL_DRY_RUN=true",
                "FLYBALL_LOG_DECISIONS=changes");

        TargetId chat = TargetId.parse("kubernetes:deployment/shop/chat");
        assertThat(settings.builtInSimulation()).isFalse();
        assertThat(settings.logDecisions()).isEqualTo(LogDecisions.CHANGES);
        assertThat(settings.targets())
                .containsExactly(new TargetSettings(
                        "default",
                        chat,
                        new Policy(
                                new Bounds(2, 10),
                                List.of(new TrackedSignal(
                                        new Query(chat, "queue"),
                                        new SetPoint(Unit.PER_SERVER, 30),
                                        Duration.ofSeconds(45))),
                                new Tolerance(0.05, 0.2),
                                new Stabilization(Duration.ofSeconds(30), Duration.ofHours(1))),
                        "flyball",
                        Duration.ofSeconds(90),
                        true));
    }

    @Test
    void takesUseRelativeToARequestAboveOne() {
        TargetSettings target = settings("FLYBALL_RESOURCE=simulated:endpoint", "FLYBALL_TARGET_UTILIZATION=1.5")
                .targets()
                .get(0);

        assertThat(target.policy().signals().get(0).setPoint()).isEqualTo(new SetPoint(Unit.UTILIZATION, 1.5));
    }

    @Test
    void passesOverSpacesAroundAValue() {
        assertThat(settings("FLYBALL_RESOURCE=simulated:endpoint\n", "FLYBALL_MAX_SERVERS= 3 ")
                        .targets())
                .first()
                .extracting(target -> target.policy().bounds())
                .isEqualTo(new Bounds(1, 3));
    }

    @Test
    void warnsOfBoundsThatLeaveNoChoice() {
        assertThat(settings("FLYBALL_RESOURCE=simulated:endpoint", "FLYBALL_MIN_SERVERS=5")
                        .warnings())
                .containsExactly(
                        "FLYBALL_MIN_SERVERS=5 and FLYBALL_MAX_SERVERS=5 by default: the size can never change");
    }

    @Test
    void warnsOfASimulationSpeedWithoutASimulation() {
        assertThat(settings(
                                "FLYBALL_RESOURCE=kubernetes:deployment/shop/chat",
                                "FLYBALL_MAX_SERVERS=10",
                                "FLYBALL_TARGET_UTILIZATION=0.6",
                                "FLYBALL_SIMULATION_SPEED=10")
                        .warnings())
                .containsExactly("FLYBALL_SIMULATION_SPEED=10: has no effect, since no target is simulated");
    }
}
