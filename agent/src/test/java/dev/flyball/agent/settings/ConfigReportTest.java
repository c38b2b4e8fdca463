package dev.flyball.agent.settings;

import static dev.flyball.agent.settings.Environment.settings;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ConfigReportTest {

    @Test
    void listsWhatIsInForceAndWhereItComesFrom() {
        assertThat(ConfigReport.lines(settings()))
                .containsExactly(
                        "# No FLYBALL_ variable is set: the built-in simulated endpoint is scaled.",
                        "# target default",
                        "FLYBALL_RESOURCE=simulated:endpoint   (default)",
                        "FLYBALL_POLICY=flyball                (default)",
                        "FLYBALL_INTERVAL=5s                   (by platform)",
                        "FLYBALL_DRY_RUN=false                 (default)",
                        "FLYBALL_MIN_SERVERS=1                 (by platform)",
                        "FLYBALL_MAX_SERVERS=5                 (by platform)",
                        "FLYBALL_SCALE_TO_ZERO=off             (default)",
                        "FLYBALL_SIGNAL=utilization            (by platform)",
                        "FLYBALL_TARGET_UTILIZATION=0.6        (by platform)",
                        "FLYBALL_WARM_UP=0s                    (default)",
                        "FLYBALL_SATURATES_AT=1                (by platform)",
                        "FLYBALL_WINDOW=0s                     (default)",
                        "FLYBALL_WEIGHT=1                      (default)",
                        "FLYBALL_MAX_AGE=30s                   (by platform)",
                        "FLYBALL_COMBINE=max                   (default)",
                        "FLYBALL_STRATEGY=horizontal           (default)",
                        "FLYBALL_FORECAST=on                   (default)",
                        "FLYBALL_SCALE_OUT_TOLERANCE=0.1       (default)",
                        "FLYBALL_SCALE_IN_TOLERANCE=0.1        (default)",
                        "FLYBALL_SCALE_OUT_STABILIZATION=0s    (default)",
                        "FLYBALL_SCALE_IN_STABILIZATION=5m     (default)",
                        "FLYBALL_SCALE_OUT_RATE=unlimited      (default)",
                        "FLYBALL_SCALE_IN_RATE=unlimited       (default)",
                        "FLYBALL_RISK=balanced                 (default)",
                        "FLYBALL_SLO_WAIT=1s                   (default)",
                        "FLYBALL_SCALE_OUT_COOLDOWN=0s         (default)",
                        "FLYBALL_SCALE_IN_COOLDOWN=0s          (default)",
                        "FLYBALL_BURST_WINDOW=off              (default)",
                        "FLYBALL_BURST_THRESHOLD=2             (default)",
                        "FLYBALL_BURST_HOLD=1m                 (default)",
                        "FLYBALL_WHEN_BLIND=hold               (default)",
                        "FLYBALL_BLIND_AFTER=3                 (default)",
                        "FLYBALL_ACTIVATION=0                  (default)",
                        "FLYBALL_IDLE_TIME=5m                  (default)",
                        "# the whole agent",
                        "FLYBALL_LOG_DECISIONS=all             (default)",
                        "FLYBALL_SIMULATION_SPEED=60           (default)",
                        "FLYBALL_LEASES=flyball                (default)");
    }

    @Test
    void saysWhatFollowsFromAnotherVariable() {
        assertThat(ConfigReport.lines(settings(
                        "FLYBALL_RESOURCE=kubernetes:deployment/shop/chat",
                        "FLYBALL_MAX_SERVERS=10",
                        "FLYBALL_SIGNALS_A_SIGNAL=cpu",
                        "FLYBALL_SIGNALS_A_STEPS=0.5:+1",
                        "FLYBALL_SIGNALS_B_SIGNAL=queue",
                        "FLYBALL_SIGNALS_B_TARGET_PER_SERVER=30")))
                .map(line -> line.replaceAll(" +", " "))
                .contains(
                        "FLYBALL_SIGNALS_A_STEPS=0.5:+1 (set)",
                        "FLYBALL_SIGNALS_A_SCALE_OUT_TOLERANCE=0 (by FLYBALL_SIGNALS_A_STEPS)",
                        "FLYBALL_SCALE_OUT_TOLERANCE=0.1 (default)");
    }

    @Test
    void saysWhichVariableSetsTheValueOfATarget() {
        assertThat(ConfigReport.lines(settings(
                        "FLYBALL_INTERVAL=90s",
                        "FLYBALL_TARGETS_A_RESOURCE=simulated:chat",
                        "FLYBALL_TARGETS_B_RESOURCE=simulated:rank",
                        "FLYBALL_TARGETS_B_INTERVAL=10s")))
                .map(line -> line.replaceAll(" +", " "))
                .contains(
                        "# target a",
                        "FLYBALL_TARGETS_A_RESOURCE=simulated:chat (set)",
                        "FLYBALL_TARGETS_A_INTERVAL=1m30s (set by FLYBALL_INTERVAL)",
                        "# target b",
                        "FLYBALL_TARGETS_B_INTERVAL=10s (set)");
    }
}
