package dev.flyball.agent.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import picocli.CommandLine;

class BacktestCommandTest {

    @TempDir
    private Path folder;

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    private int run(String load, String... arguments) throws IOException {
        Path file = Files.writeString(folder.resolve("load.csv"), "seconds_since_start,requests_per_second\n" + load);
        List<String> all = new ArrayList<>(List.of("backtest", file.toString()));
        all.addAll(List.of(arguments));
        return new CommandLine(new Flyball())
                .setOut(new PrintWriter(out))
                .setErr(new PrintWriter(err))
                .execute(all.toArray(String[]::new));
    }

    /** An hour of 20 requests a second, and an hour of 60. */
    private static String step() {
        StringBuilder rows = new StringBuilder();
        for (int minute = 0; minute < 120; minute++) {
            rows.append(minute * 60).append(',').append(minute < 60 ? 20 : 60).append('\n');
        }
        return rows.toString();
    }

    private static List<String> row(String text, String policy) {
        return text.lines()
                .filter(line -> line.startsWith(policy))
                .findFirst()
                .map(line -> List.of(line.split("   +")))
                .orElseThrow();
    }

    @Test
    void playsEveryPolicyAndSaysWhatWasGuessed() throws Exception {
        assertThat(run(step(), "--capacity", "10", "--cold-start", "90s")).isZero();

        String text = out.toString();
        assertThat(text.lines().findFirst().orElseThrow())
                .containsSubsequence("POLICY", "SERVER-HOURS", "COST", "LATE REQUESTS", "P99 WAIT", "CHANGES/H");
        for (String policy : List.of("flyball", "hpa", "keda", "kpa", "sagemaker", "ray", "static", "oracle 0%")) {
            assertThat(row(text, policy)).hasSize(7);
        }
        assertThat(row(text, "static").get(1).trim()).isEqualTo("12.00");
        assertThat(text)
                .contains("--capacity     10 requests a second of a full server (given)")
                .contains("--cold-start   1m30s (given)")
                .contains("--slo-wait     1s (guessed")
                .contains("--max-servers  8 (guessed");
        assertThat(err).asString().isEmpty();
    }

    @Test
    void writesJsonAndAPageThatNeedsNothingElse() throws Exception {
        Path json = folder.resolve("report.json");
        Path html = folder.resolve("report.html");

        assertThat(run(
                        step(),
                        "--capacity=10",
                        "--policy=keda,static",
                        "--price=2",
                        "--json=" + json,
                        "--html=" + html))
                .isZero();

        JsonNode report = new ObjectMapper().readTree(json.toFile());
        JsonNode keda = report.path("policies").path(0);
        assertThat(keda.path("policy").asText()).isEqualTo("keda");
        assertThat(keda.path("cost").asDouble())
                .isCloseTo(2 * keda.path("server_hours").asDouble(), within(1e-9));
        assertThat(keda.path("resizes").path(0)).hasToString("[0,3]");
        assertThat(keda.path("resizes")).hasSizeGreaterThan(2);
        assertThat(report.path("assumptions").findValuesAsText("name")).contains("--capacity", "--price");
        assertThat(html)
                .content()
                .contains("<h2>keda</h2>", "<svg", "prefers-color-scheme: dark")
                .doesNotContain("http", "<script", "NaN", "Infinity");
    }

    @Test
    void theSameHistoryGivesTheSameFigures() throws Exception {
        run(step(), "--seed=3", "--capacity=10");
        String first = out.toString();
        out.getBuffer().setLength(0);
        run(step(), "--seed=3", "--capacity=10");

        assertThat(out).hasToString(first);
    }

    @Test
    void eachPolicyMayDecideAsOftenAsItsModel() throws Exception {
        Path json = folder.resolve("report.json");

        assertThat(run(step(), "--capacity=10", "--policy=kpa,sagemaker", "--interval=own", "--json=" + json))
                .isZero();

        JsonNode policies = new ObjectMapper().readTree(json.toFile()).path("policies");
        assertThat(policies.path(0).path("note").asText()).contains("every 2 s on data 1 s old");
        assertThat(policies.path(1).path("note").asText()).contains("every 60 s on data 60 s old");
    }

    @Test
    void recommendsBoundsAndARiskWithReasons() throws Exception {
        Path json = folder.resolve("report.json");

        assertThat(run(step(), "--capacity=10", "--policy=flyball", "--recommend", "--late=0.05", "--json=" + json))
                .isZero();

        assertThat(out.toString())
                .contains(
                        "  FLYBALL_RISK=", "  FLYBALL_MIN_SERVERS=", "  FLYBALL_MAX_SERVERS=8", "  FLYBALL_SLO_WAIT=1s")
                .doesNotContain("FLYBALL_COLD_START=")
                .contains("FLYBALL_TARGET_PER_SERVER=10, which is a full server")
                .contains("cold start: the agent learns it; here it was taken to be 1m")
                .contains("fitted on this history", "second half");
        for (String risk : List.of("high", "balanced", "low", "0.999")) {
            assertThat(row(out.toString(), "FLYBALL_RISK=" + risk + " FLYBALL_MIN_SERVERS=1 FLYBALL_MAX_SERVERS=8"))
                    .hasSize(7);
        }
        JsonNode advice = new ObjectMapper().readTree(json.toFile()).path("recommendation");
        assertThat(advice.path("on_this_history").path("late_share").asDouble()).isLessThanOrEqualTo(0.05);
        assertThat(advice.path("tried")).hasSizeGreaterThan(3);
        assertThat(advice.path("tried").path(0).path("settings").asText())
                .isEqualTo("FLYBALL_RISK=high FLYBALL_MIN_SERVERS=1 FLYBALL_MAX_SERVERS=8");
    }

    @Test
    void recommendsTheColdStartThatWasGiven() throws Exception {
        assertThat(run(step(), "--policy=static", "--recommend", "--cold-start=90s", "--slo-wait=2s"))
                .isZero();

        assertThat(out.toString()).contains("  FLYBALL_SLO_WAIT=2s", "  FLYBALL_COLD_START=1m30s");
    }

    @Test
    void sizesByTheRiskThatIsGiven() throws Exception {
        Path json = folder.resolve("report.json");
        double[] late = new double[2];
        double[] hours = new double[2];
        for (int i = 0; i < 2; i++) {
            assertThat(run(
                            step(),
                            "--capacity=10",
                            "--seed=1",
                            "--policy=flyball",
                            "--risk=" + List.of("high", "low").get(i),
                            "--json=" + json))
                    .isZero();
            JsonNode flyball =
                    new ObjectMapper().readTree(json.toFile()).path("policies").path(0);
            assertThat(flyball.path("note").asText())
                    .contains("sized by the risk of a forecast, a late request costs " + (i == 0 ? "3" : "100"));
            late[i] = flyball.path("late_share").asDouble();
            hours[i] = flyball.path("server_hours").asDouble();
        }

        assertThat(hours[1]).isGreaterThan(hours[0]);
        assertThat(late[1]).isLessThan(late[0]);
    }

    @Test
    void keepsATargetUtilizationThatIsGiven() throws Exception {
        Path json = folder.resolve("report.json");

        assertThat(run(
                        step(),
                        "--capacity=10",
                        "--policy=flyball",
                        "--target-utilization=0.4",
                        "--max-servers=30",
                        "--json=" + json))
                .isZero();

        JsonNode flyball =
                new ObjectMapper().readTree(json.toFile()).path("policies").path(0);
        assertThat(flyball.path("note").asText()).contains("each server at most 40 %");
        assertThat(flyball.path("server_hours").asDouble()).isGreaterThan((20 + 60) / (0.4 * 10) * 0.95);
    }

    @Test
    void saysWhenNoSettingIsGoodEnough() throws Exception {
        assertThat(run(step(), "--capacity=10", "--policy=flyball", "--recommend", "--cold-start=10m", "--late=0.001"))
                .isZero();

        assertThat(out.toString()).contains("settings tried keeps to 0.1 % late; this has the fewest");
    }

    @Test
    void aLoadIsFromAFileOrFromPrometheus() throws Exception {
        assertThat(run(step(), "--from=prometheus")).isEqualTo(2);
        assertThat(err).asString().contains("must have either a FILE.csv, --from prometheus or --from cloudwatch");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "--from=influx --query=x | --from influx: must be prometheus or cloudwatch",
                "--from=cloudwatch | --query is missing: must be a resource such as sagemaker:variant/chat/blue",
                "--from=prometheus | --query is missing: must be PromQL",
                "--from=cloudwatch --query=x --end=soon | --end soon: must be a time such as",
            })
    void aSourceNeedsAQueryAndTimes(String arguments, String message) {
        List<String> all = new ArrayList<>(List.of("backtest", "--start=2026-05-01T00:00:00Z"));
        all.addAll(List.of(arguments.split(" ")));
        if (!arguments.contains("--end")) {
            all.add("--end=2026-05-02T00:00:00Z");
        }

        int code = new CommandLine(new Flyball()).setErr(new PrintWriter(err)).execute(all.toArray(String[]::new));

        assertThat(code).isEqualTo(2);
        assertThat(err).asString().contains(message);
    }

    @Test
    void aQueryThatCountsNoRequestsIsRefused() {
        int code = new CommandLine(new Flyball())
                .setErr(new PrintWriter(err))
                .execute(
                        "backtest",
                        "--from=cloudwatch",
                        "--query=AWS/SageMaker ModelLatency{EndpointName=chat} Average",
                        "--start=2026-05-01T00:00:00Z",
                        "--end=2026-05-02T00:00:00Z");

        assertThat(code).isEqualTo(1);
        assertThat(err).asString().contains("cloudwatch: ", "must be a Sum or a SampleCount");
    }

    @Test
    void aConstantLoadNeedsNoChange() throws Exception {
        assertThat(run("0,50\n3600,50\n", "--policy=flyball,static,oracle")).isZero();

        assertThat(row(out.toString(), "oracle 0%").get(1).trim()).isEqualTo("20.00");
        assertThat(row(out.toString(), "oracle 0%").get(6).trim()).isEqualTo("0.0");
    }

    @Test
    void noLoadAtAllKeepsTheFewestServersIfTheCapacityIsKnown() throws Exception {
        assertThat(run("0,0\n3600,0\n", "--capacity=10")).isZero();
        assertThat(row(out.toString(), "flyball").get(1).trim()).isEqualTo("2.00");
        assertThat(row(out.toString(), "flyball").get(4).trim()).isEqualTo("0.000 %");

        assertThat(run("0,0\n3600,0\n")).isEqualTo(1);
        assertThat(err).asString().contains("every row is 0", "add --capacity");
    }

    @Test
    void noLoadAtAllIsPlayedWithEveryPolicyAndRecommendedFor() throws Exception {
        assertThat(run("0,0\n3600,0\n", "--capacity=10", "--recommend")).isZero();

        for (String policy : List.of("flyball", "hpa", "keda", "kpa", "sagemaker", "ray", "static", "oracle 0%")) {
            assertThat(row(out.toString(), policy).get(4).trim()).isEqualTo("0.000 %");
        }
        assertThat(out.toString()).contains("  FLYBALL_RISK=balanced", "  FLYBALL_MAX_SERVERS=2");
    }

    @Test
    void aConstantLoadIsCarriedWithoutHeadroomOnceItIsKnownToBeConstant() throws Exception {
        assertThat(run("0,50\n14400,50\n", "--capacity=5", "--policy=flyball,static", "--recommend"))
                .isZero();

        double constant =
                Double.parseDouble(row(out.toString(), "static").get(1).trim());
        double flyball =
                Double.parseDouble(row(out.toString(), "flyball").get(1).trim());
        assertThat(flyball).isBetween(constant, 1.1 * constant);
        assertThat(row(out.toString(), "flyball").get(4).trim()).isEqualTo("0.000 %");
        assertThat(out.toString()).contains("  FLYBALL_RISK=balanced", "Only 8h of history");
    }

    @Test
    void aRowThatIsLikelyAMistakeIsNamed() throws Exception {
        StringBuilder rows = new StringBuilder(step());
        rows.append("7200,900000\n7260,20\n");

        assertThat(run(rows.toString(), "--policy=flyball")).isZero();

        assertThat(out.toString())
                .contains("900000 requests a second at second 7200, where 20 are usual: leave the row out");
    }

    @Test
    void missingRowsArePlayedAsTheyAreToldToBe() throws Exception {
        String gap = "0,50\n600,50\n1200,50\n3000,50\n3600,50\n4200,50\n";

        assertThat(run(gap, "--policy=flyball")).isEqualTo(1);
        assertThat(err).asString().contains("line 5", "2 rows are missing", "--gaps linear");
        assertThat(run(gap, "--policy=flyball", "--capacity=5", "--gaps=linear"))
                .isZero();
        assertThat(row(out.toString(), "flyball").get(4).trim()).isEqualTo("0.000 %");
        assertThat(out.toString()).contains("2 missing rows were filled in");
        assertThat(run(gap, "--policy=flyball", "--capacity=5", "--gaps=zero")).isZero();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "0,1;60,1;60,2 | line 4: second 60 is there twice",
                "0,1;120,1;60,1 | line 4: second 60 comes after 120",
                "0,1;60,1e12 | line 3: 1.0E12 requests a second: must be a number from 0 to 1e9",
                "0,7 | only one row of load: must be 2 or more",
            })
    void aLoadThatIsNoneIsRefusedBeforeAnythingIsPlayed(String rows, String message) throws Exception {
        assertThat(run(rows.replace(";", "\n") + "\n", "--recommend")).isEqualTo(1);

        assertThat(err).asString().contains(message);
        assertThat(out).asString().isEmpty();
    }

    @Test
    void aLoadThatIsTooShortIsRefused() throws Exception {
        assertThat(run("0,1\n1,1\n2,1\n")).isEqualTo(1);

        assertThat(err).asString().contains("lasts 3 s", "must be 18 s or more");
    }

    @Test
    void aBadFileIsNamedWithItsLine() throws Exception {
        assertThat(run("0,1\n60,-1\n")).isEqualTo(1);

        assertThat(err).asString().contains("load.csv: line 3: -1.0 requests a second");
        assertThat(out).asString().isEmpty();
    }

    @Test
    void aMissingFileIsNamed() {
        int code = new CommandLine(new Flyball()).setErr(new PrintWriter(err)).execute("backtest", "/no/such/file.csv");

        assertThat(code).isEqualTo(1);
        assertThat(err).asString().contains("/no/such/file.csv: there is no such file");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "--policy=hpaa | did you mean hpa?",
                "--capacity=0 | must be a number above 0",
                "--cold-start=60 | --cold-start 60: must be a time such as 15s",
                "--interval=0s | must be 1s or more",
                "--min-servers=0 | --min-servers 0: must be 1 or more",
                "--gaps=guess | --gaps guess: must be refuse, linear or zero",
                "--late=2 | must be a fraction, 0 to 1",
                "--target-utilization=70 | must be a fraction, 0.01 to 1",
                "--risk=medium | --risk medium: must be balanced, low, high, or a quantile",
                "--risk=1 | --risk 1: must be balanced",
                "--cold-start=2h | --cold-start 2h: must be a time such as 15s, 5m or 30m, in whole seconds, at most 1h",
                "--slo-wait=2h | --slo-wait 2h: must be a time",
                "--slo-wait=500ms | --slo-wait 500ms: must be a time",
            })
    void wrongUsageIsExplained(String argument, String message) throws Exception {
        assertThat(run(step(), argument)).isEqualTo(2);

        assertThat(err).asString().contains(message);
    }

    @Test
    void minAboveMaxIsRefused() throws Exception {
        assertThat(run(step(), "--min-servers=5", "--max-servers=4")).isEqualTo(1);

        assertThat(err).asString().contains("--min-servers 5, --max-servers 4");
    }
}
