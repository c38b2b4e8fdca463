package dev.flyball.agent.program;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;

/** What a user sees who has configured nothing, or configured it wrongly. */
class SimulatedIT {

    private static final Map<String, String> NOTHING = Map.of();

    @Test
    void withNothingConfiguredItScalesTheSimulatedEndpointAndSaysSo() throws Exception {
        try (Program program = Program.start(NOTHING)) {
            program.awaitLog("simulated endpoint");
            program.awaitLog("60 times faster than life");
            program.awaitLog("stay at 1 server ON_TARGET: utilization");

            assertThat(program.get("/")).contains("<title>Flyball</title>");
            assertThat(program.get("/api/targets")).contains("\"resource\":\"simulated:endpoint\"");
            assertThat(program.get("/api/targets/default/decisions")).contains("\"reason\":\"ON_TARGET\"");
            assertThat(program.get("/q/health")).contains("\"status\": \"UP\"");
            assertThat(program.get("/q/metrics"))
                    .containsPattern("flyball_info\\{simulated=\"true\",?} 1.0")
                    .containsPattern("flyball_servers_observed\\{target=\"default\",?} 1.0")
                    .contains("flyball_round_duration_seconds_count");
            assertThat(program.terminate()).isIn(0, 143);
        }
    }

    @Test
    void aWholeDayOfLoadIsFollowedUpAndDownAgain() throws Exception {
        try (Program program = Program.start(Map.of(
                "FLYBALL_RESOURCE",
                "simulated:day",
                "FLYBALL_SIMULATION_SPEED",
                "3600",
                "FLYBALL_INTERVAL",
                "1h",
                "FLYBALL_MAX_AGE",
                "1h",
                "FLYBALL_SCALE_IN_STABILIZATION",
                "0s"))) {
            program.awaitLog("servers LOAD_ABOVE_TARGET");
            program.awaitLog("servers LOAD_BELOW_TARGET");
        }
    }

    @Test
    void aUseThatEndsAtOneIsFollowedBeyondIt() throws Exception {
        try (Program program = Program.start(Map.of(
                "FLYBALL_RESOURCE",
                "simulated:day",
                "FLYBALL_TARGET_UTILIZATION",
                "0.9",
                "FLYBALL_SATURATES_AT",
                "1",
                "FLYBALL_SIMULATION_SPEED",
                "3600",
                "FLYBALL_INTERVAL",
                "1h",
                "FLYBALL_MAX_AGE",
                "1h"))) {
            program.awaitLog("servers BEYOND_SATURATION: utilization ");
            program.awaitLog(" of 0.9 needs ");
            program.awaitLog(", estimated beyond full servers");
            assertThat(program.get("/api/targets/default/decisions")).contains("\"reason\":\"BEYOND_SATURATION\"");
        }
    }

    @Test
    void withoutATargetWhatAServerCarriesInTimeIsLearned() throws Exception {
        try (Program program = Program.start(Map.of(
                "FLYBALL_RESOURCE",
                "simulated:day",
                "FLYBALL_SIGNALS_LOAD_SIGNAL",
                "load",
                "FLYBALL_SIGNALS_TIME_SIGNAL",
                "latency",
                "FLYBALL_SIGNALS_TIME_SLO",
                "2s",
                "FLYBALL_SIMULATION_SPEED",
                "1200",
                "FLYBALL_INTERVAL",
                "10m",
                "FLYBALL_MAX_AGE",
                "10m"))) {
            program.awaitLog(", not learned yet what a server carries within 2 s");
            program.await("what was learned", () -> program.get("/api/targets/default/decisions")
                    .contains(", learned: a server carries at least 0."));
            Map<String, String> samePort = Map.of("QUARKUS_HTTP_PORT", Integer.toString(program.port()));

            assertThat(Program.run(samePort, "explain", "default").out()).contains("learned: a server carries");
            program.awaitLog("-> 2 servers");
        }
    }

    @Test
    void statusPrintsTheTableOfTheRunningAgent() throws Exception {
        try (Program program = Program.start(NOTHING)) {
            program.awaitLog("ON_TARGET");

            Program.Ended status = Program.run(Map.of("QUARKUS_HTTP_PORT", Integer.toString(program.port())), "status");

            assertThat(status.err()).isEmpty();
            assertThat(status.out().lines().findFirst())
                    .get()
                    .asString()
                    .matches("NAME +RESOURCE +LOAD/TARGET +MIN +MAX +SERVERS +REASON +AGE");
            assertThat(status.out())
                    .containsPattern("default +simulated:endpoint +0\\.\\d\\d/0\\.60 +1 +5 +1 +ON_TARGET");
            assertThat(status.code()).isZero();
        }
    }

    @Test
    void statusWithoutAnAgentSaysWhatToDo() throws Exception {
        Program.Ended status = Program.run(Map.of("QUARKUS_HTTP_PORT", "1"), "status");

        assertThat(status.out()).isEmpty();
        assertThat(status.err()).contains("No agent answers at http://127.0.0.1:1/", "start one with flyball run");
        assertThat(status.code()).isEqualTo(1);
    }

    @Test
    void onceDoesOneRoundAndEndsWithTheResultOnStandardOutput() throws Exception {
        Program.Ended once = Program.run(NOTHING, "once");

        assertThat(once.out()).startsWith("default: stay at 1 server ON_TARGET: utilization 0.");
        assertThat(once.err()).isEmpty();
        assertThat(once.code()).isZero();
    }

    @Test
    void onceAndCheckRunBesideARunningAgentOnTheSamePort() throws Exception {
        try (Program program = Program.start(NOTHING)) {
            program.awaitLog("ON_TARGET");
            Map<String, String> samePort = Map.of("QUARKUS_HTTP_PORT", Integer.toString(program.port()));

            assertThat(Program.run(samePort, "once").code()).isZero();
            assertThat(Program.run(samePort, "check").code()).isZero();
        }
    }

    @Test
    void checkSaysThatAllIsWell() throws Exception {
        Program.Ended check = Program.run(NOTHING, "check");

        assertThat(check.out())
                .contains("ok       settings", "simulated:endpoint has 1 servers, 1 ready", "no problem found");
        assertThat(check.code()).isZero();
    }

    @Test
    void everyProblemOfTheSettingsIsToldAtOnceAndNothingStarts() throws Exception {
        Map<String, String> wrong = Map.of(
                "FLYBALL_RESOURCE", "kubernetes:deployment/shop/chat",
                "FLYBALL_MIN_SERVERS", "5",
                "FLYBALL_MAX_SERVERS", "2",
                "FLYBALL_TARGET_UTILIZATION", "60",
                "FLYBALL_INTERVALL", "5s");
        for (String command : new String[] {"run", "once", "check", "config"}) {
            Program.Ended ended = Program.run(wrong, command);

            assertThat(ended.err())
                    .contains("FLYBALL_TARGET_UTILIZATION=60: must be a fraction", "did you mean 0.6?")
                    .contains("FLYBALL_INTERVALL", "did you mean FLYBALL_INTERVAL?")
                    .contains("FLYBALL_MIN_SERVERS=5");
            assertThat(ended.out()).isEmpty();
            assertThat(ended.code()).isEqualTo(1);
        }
    }

    @Test
    void configPrintsWhatIsInForceAndWhereItComesFrom() throws Exception {
        Program.Ended config = Program.run(Map.of("FLYBALL_RESOURCE", "simulated:day"), "config");

        assertThat(config.out())
                .containsPattern("FLYBALL_RESOURCE=simulated:day +\\(set\\)")
                .containsPattern("FLYBALL_MAX_SERVERS=5 +\\(by platform\\)")
                .containsPattern("FLYBALL_DRY_RUN=false +\\(default\\)");
        assertThat(config.code()).isZero();
    }

    @Test
    void anUnknownCommandIsWrongUsage() throws Exception {
        Program.Ended ended = Program.run(NOTHING, "scael");

        assertThat(ended.err()).contains("scael");
        assertThat(ended.code()).isEqualTo(2);
    }

    @Test
    void versionAndHelpAreResults() throws Exception {
        assertThat(Program.run(NOTHING, "--version").out()).startsWith("flyball 0.");
        assertThat(Program.run(NOTHING, "--help").out()).contains("once", "check", "status", "config");
    }
}
