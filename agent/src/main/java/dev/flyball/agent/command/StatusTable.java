package dev.flyball.agent.command;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Lays out the answer of {@code /api/targets} as a table. */
final class StatusTable {

    private static final List<String> HEAD =
            List.of("NAME", "RESOURCE", "LOAD/TARGET", "MIN", "MAX", "SERVERS", "REASON", "AGE");
    private static final String UNKNOWN = "-";

    private StatusTable() {}

    static String of(JsonNode targets) {
        List<List<String>> rows = new ArrayList<>();
        rows.add(HEAD);
        targets.forEach(target -> rows.add(row(target)));
        int[] widths = new int[HEAD.size()];
        for (List<String> row : rows) {
            for (int i = 0; i < widths.length; i++) {
                widths[i] = Math.max(widths[i], row.get(i).length());
            }
        }
        StringBuilder table = new StringBuilder();
        for (List<String> row : rows) {
            StringBuilder line = new StringBuilder();
            for (int i = 0; i < widths.length; i++) {
                line.append(row.get(i)).append(" ".repeat(widths[i] - row.get(i).length() + 3));
            }
            table.append(line.toString().stripTrailing()).append(System.lineSeparator());
        }
        return table.toString();
    }

    private static List<String> row(JsonNode target) {
        JsonNode last = target.path("last");
        return List.of(
                target.path("name").asText(),
                target.path("resource").asText(),
                load(target, last),
                target.path("min").asText(),
                target.path("max").asText(),
                last.path("servers").asText(UNKNOWN),
                last.path("reason").asText(UNKNOWN),
                age(target, last));
    }

    private static String load(JsonNode target, JsonNode last) {
        List<String> loads = new ArrayList<>();
        for (JsonNode setPoint : target.path("setPoints")) {
            String load = UNKNOWN;
            for (JsonNode demand : last.path("demands")) {
                if (demand.path("signal").equals(setPoint.path("signal"))
                        && demand.path("load").isNumber()) {
                    load = number(demand.path("load").asDouble());
                }
            }
            loads.add(load + "/" + number(setPoint.path("value").asDouble()));
        }
        return String.join(",", loads);
    }

    private static String number(double value) {
        return String.format(Locale.ROOT, "%.2f", value);
    }

    /** How long ago the last decision was made. */
    private static String age(JsonNode target, JsonNode last) {
        if (!last.hasNonNull("at")) {
            return UNKNOWN;
        }
        Duration age = Duration.between(
                Instant.parse(last.path("at").asText()),
                Instant.parse(target.path("now").asText()));
        return age.toSeconds() < 120 ? age.toSeconds() + "s" : age.toMinutes() + "m";
    }
}
