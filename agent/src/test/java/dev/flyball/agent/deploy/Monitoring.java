package dev.flyball.agent.deploy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/** What stands in the alerts and in the dashboard. */
public final class Monitoring {

    static final String ALERTS = "deploy/prometheus/flyball-alerts.yaml";
    private static final String DASHBOARD = "deploy/grafana/flyball.json";
    private static final Pattern ALERT = Pattern.compile("- alert: (\\w+)");
    private static final Pattern METRIC = Pattern.compile("\\b(?:flyball|jvm|process|http)_[a-z_]+");

    private Monitoring() {}

    static List<String> alerts() throws IOException {
        return ALERT.matcher(Files.readString(Command.ROOT.resolve(ALERTS)))
                .results()
                .map(found -> found.group(1))
                .toList();
    }

    /** Returns the PromQL of each panel and variable, with what Grafana puts in for its own variables. */
    static List<String> dashboardExpressions() throws IOException {
        JsonNode dashboard =
                new ObjectMapper().readTree(Command.ROOT.resolve(DASHBOARD).toFile());
        List<String> expressions = new ArrayList<>();
        dashboard
                .findValuesAsText("expr")
                .forEach(expression -> expressions.add(
                        expression.replace("$__rate_interval", "1m").replace("$target", ".*")));
        return expressions;
    }

    /** Returns the names of the metrics that the alerts and the dashboard ask for. */
    public static Set<String> metrics() throws IOException {
        String all = Files.readString(Command.ROOT.resolve(ALERTS)) + String.join("\n", dashboardExpressions());
        return new TreeSet<>(
                METRIC.matcher(all).results().map(MatchResult::group).toList());
    }
}
