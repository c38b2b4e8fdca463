package dev.flyball.agent.backtest;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.flyball.core.simulation.Score;

/** Writes a report as JSON, for programs. Times are seconds from the beginning of the load. */
public final class JsonReport {

    private JsonReport() {}

    /** Returns the report as JSON. */
    public static String of(Report report) {
        ObjectNode root = JsonNodeFactory.instance.objectNode();
        Scenario scenario = report.scenario();
        root.put("source", scenario.source());
        root.put("seconds", scenario.trace().seconds());
        root.put("warm_up", scenario.warmUp());
        ArrayNode terms = root.putArray("assumptions");
        scenario.terms().forEach(term -> terms.addObject()
                .put("name", term.name())
                .put("value", term.value())
                .put("origin", term.origin()));
        ArrayNode policies = root.putArray("policies");
        report.runs().forEach(run -> policy(policies.addObject(), run, scenario.price()));
        report.recommendation().ifPresent(advice -> advice.write(root.putObject("recommendation")));
        return root.toPrettyString() + System.lineSeparator();
    }

    private static void policy(ObjectNode node, PolicyRun run, double price) {
        node.put("policy", run.name()).put("note", run.note());
        score(node, run.score(), price);
        ArrayNode sizes = node.putArray("resizes");
        run.resizes().forEach(resize -> sizes.addArray().add(resize.at()).add(resize.servers()));
    }

    static void score(ObjectNode node, Score score, double price) {
        node.put("server_hours", score.serverHours())
                .put("cost", score.cost(price))
                .put("requests", score.waits().requests())
                .put("late_requests", score.waits().late())
                .put("late_share", score.waits().lateShare())
                .put("mean_wait", score.waits().mean())
                .put("p99_wait", score.waits().p99())
                .put("changes", score.changes())
                .put("changes_per_hour", score.changesPerHour())
                .put("largest", score.largest());
    }
}
