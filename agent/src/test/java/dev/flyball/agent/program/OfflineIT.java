package dev.flyball.agent.program;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Commands that need nothing but themselves: they end without starting the agent. */
class OfflineIT {

    private static final Map<String, String> NOTHING = Map.of();

    @Test
    void policyAnswersASimulatorLineByLine() throws Exception {
        String input = """
                {"type":"init","capacity":10,"concurrency":8,"cold_start":60,"slo_wait":5,"violation_target":0.01,\
                "tick":15,"delay":10,"min_replicas":1,"max_replicas":20,"ready":4}
                {"type":"tick","t":15,"observed_at":5,"window":5,"arrival_rate":20,"served_rate":20,\
                "arrivals_total":100,"backlog":0,"utilisation":0.5,"ready":4,"starting":0,"starting_since":[],\
                "scored":true}
                {"type":"tick","t":30,"observed_at":20,"window":15,"arrival_rate":40,"served_rate":40,\
                "arrivals_total":1800,"backlog":0,"utilisation":1,"ready":4,"starting":0,"starting_since":[],\
                "scored":true}
                """;

        Program.Ended keda = Program.talk(
                input, NOTHING, "policy", "--preset", "keda", "--signal", "arrival", "--target-utilization", "0.5");

        assertThat(keda.err()).isEmpty();
        assertThat(keda.out().lines())
                .containsExactly(
                        "{}",
                        "{\"desired\":4,\"reason\":\"ON_TARGET\"}",
                        "{\"desired\":8,\"reason\":\"RATE_LIMITED_SCALE_OUT\"}");
        assertThat(keda.code()).isZero();
    }

    @Test
    void policySaysWhatIsWrongWithALine() throws Exception {
        Program.Ended garbage = Program.talk("{\"type\":\"init\"}\n", NOTHING, "policy", "--preset", "hpa");

        assertThat(garbage.code()).isEqualTo(1);
        assertThat(garbage.err()).contains("line 1").contains("min_replicas");
    }

    @Test
    void policyRefusesAPresetThatThereIsNot() throws Exception {
        Program.Ended wrong = Program.run(NOTHING, "policy", "--preset", "hpaa");

        assertThat(wrong.code()).isEqualTo(2);
        assertThat(wrong.err()).contains("hpaa").contains("did you mean hpa?");
    }

    @Test
    void planCountsServersAboveAThreshold() throws Exception {
        Program.Ended plan =
                Program.run(NOTHING, "plan", "--loads", "server1=30,server2=55,server3=20", "--threshold", "50");

        assertThat(plan.out()).isEqualTo("Servers to scale: 1\n");
        assertThat(plan.code()).isZero();
    }

    @Test
    void backtestPlaysAFileAndWritesAPage(@TempDir Path folder) throws Exception {
        Path load = Files.writeString(
                folder.resolve("load.csv"),
                "seconds_since_start,requests_per_second\n0,20\n1800,20\n3600,60\n5400,60\n");
        Path page = folder.resolve("report.html");

        Program.Ended backtest = Program.run(
                NOTHING, "backtest", load.toString(), "--capacity", "10", "--recommend", "--html", page.toString());

        assertThat(backtest.err()).isEmpty();
        assertThat(backtest.out()).contains("POLICY", "flyball", "oracle 0%", "FLYBALL_RISK=");
        assertThat(page).content().contains("<svg").contains("--paper");
        assertThat(backtest.code()).isZero();
    }

    @Test
    void backtestSaysWhichLineIsWrong(@TempDir Path folder) throws Exception {
        Path load =
                Files.writeString(folder.resolve("load.csv"), "seconds_since_start,requests_per_second\n0,20\n0,30\n");

        Program.Ended backtest = Program.run(NOTHING, "backtest", load.toString());

        assertThat(backtest.err()).contains("line 3", "twice");
        assertThat(backtest.out()).isEmpty();
        assertThat(backtest.code()).isEqualTo(1);
    }
}
