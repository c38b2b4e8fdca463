package dev.flyball.agent.deploy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.flyball.core.decision.Reason;
import dev.flyball.core.target.WriteMode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The alerts and the dashboard are what Prometheus takes, fire when they should, and know the agent's codes. */
class MonitoringTest {

    private static final Pattern CODES = Pattern.compile("\\b(reason|mode)=~?\"([A-Z_|]+)\"");

    @BeforeAll
    static void needsPromtool() {
        assumeTrue(Command.has("promtool"), "promtool is not on the PATH: it comes with Prometheus");
    }

    @Test
    void prometheusTakesTheAlerts() throws Exception {
        Command check = Command.run("promtool", "check", "rules", Monitoring.ALERTS);

        assertThat(check.said()).contains("SUCCESS");
        assertThat(check.code()).isZero();
    }

    @Test
    void alertsFireWhenTheyShouldAndNotBefore() throws Exception {
        Command test = Command.run("promtool", "test", "rules", "deploy/prometheus/flyball-alerts-test.yaml");

        assertThat(test.said()).contains("SUCCESS");
        assertThat(test.code()).isZero();
    }

    @Test
    void eachAlertIsTriedAndTold() throws IOException {
        String tests = Files.readString(Command.ROOT.resolve("deploy/prometheus/flyball-alerts-test.yaml"));
        String page = Files.readString(Command.ROOT.resolve("docs/monitoring.md"));

        assertThat(Monitoring.alerts()).isNotEmpty().allSatisfy(alert -> {
            assertThat(tests).containsPattern("alertname: " + alert + "\\n +exp_alerts:");
            assertThat(page).contains("`" + alert + "`");
        });
    }

    @Test
    void prometheusTakesEachExpressionOfTheDashboard(@TempDir Path folder) throws Exception {
        List<String> expressions = Monitoring.dashboardExpressions();
        StringBuilder rules = new StringBuilder("groups: [{name: dashboard, rules: [\n");
        for (int i = 0; i < expressions.size(); i++) {
            rules.append("{record: 'panel:%d', expr: '%s'},\n".formatted(i, expressions.get(i)));
        }
        Path file = Files.writeString(folder.resolve("dashboard.yaml"), rules.append("]}]\n"));

        Command check = Command.run("promtool", "check", "rules", file);

        assertThat(check.said()).contains(expressions.size() + " rules found");
        assertThat(check.code()).isZero();
    }

    @Test
    void theCodesThatAreAskedForAreThoseOfTheAgent() throws IOException {
        List<String> reasons = Stream.of(Reason.values()).map(Enum::name).toList();
        List<String> modes = Stream.of(WriteMode.values()).map(Enum::name).toList();
        String all = Files.readString(Command.ROOT.resolve(Monitoring.ALERTS))
                + String.join("\n", Monitoring.dashboardExpressions());

        Matcher codes = CODES.matcher(all);
        while (codes.find()) {
            assertThat(codes.group(1).equals("reason") ? reasons : modes)
                    .contains(codes.group(2).split("\\|"));
        }
    }
}
