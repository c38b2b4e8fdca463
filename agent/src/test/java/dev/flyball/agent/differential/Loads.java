package dev.flyball.agent.differential;

import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * What the stand-in for the metrics servers was told about one series.
 *
 * @param external values by metric
 * @param rules what pods use, by the beginning of their names; the longest that fits counts
 */
record Loads(Map<String, Double> external, Map<String, Rule> rules) {

    Loads {
        external = Map.copyOf(external);
        rules = Map.copyOf(rules);
    }

    /**
     * What pods use.
     *
     * @param resource cpu or memory; any other has no sample of these
     * @param amount in cores or bytes
     * @param total true if the pods share it
     */
    record Rule(String resource, double amount, boolean total) {

        static Rule cpu(int milli) {
            return new Rule("cpu", milli / 1000.0, false);
        }

        static Rule cpuInTotal(int milli) {
            return new Rule("cpu", milli / 1000.0, true);
        }

        static Rule memory(int megabytes) {
            return new Rule("memory", megabytes * 1e6, false);
        }

        static Rule noSample() {
            return new Rule("none", 0, false);
        }
    }

    static Loads none() {
        return new Loads(Map.of(), Map.of());
    }

    Loads with(String metric, Optional<Double> value) {
        Map<String, Double> next = new HashMap<>(external);
        value.ifPresentOrElse(known -> next.put(metric, known), () -> next.remove(metric));
        return new Loads(next, rules);
    }

    Loads withRule(String prefix, Optional<Rule> rule) {
        Map<String, Rule> next = new HashMap<>(rules);
        rule.ifPresentOrElse(known -> next.put(prefix, known), () -> next.remove(prefix));
        return new Loads(external, next);
    }

    /** Returns what each of these running pods is said to use of a resource, as the server divides and rounds it. */
    Map<String, Double> samples(String resource, Collection<String> running) {
        Map<String, String> prefixes = new TreeMap<>();
        for (String pod : running) {
            rules.keySet().stream()
                    .filter(pod::startsWith)
                    .reduce((a, b) -> a.length() >= b.length() ? a : b)
                    .ifPresent(prefix -> prefixes.put(pod, prefix));
        }
        Map<String, Double> samples = new HashMap<>();
        prefixes.forEach((pod, prefix) -> {
            Rule rule = rules.get(prefix);
            long sharers = rule.total()
                    ? prefixes.values().stream().filter(prefix::equals).count()
                    : 1;
            if (rule.resource().equals(resource)) {
                samples.put(pod, rounded(rule.amount() / sharers));
            }
        });
        return samples;
    }

    static double rounded(double value) {
        boolean milli = Math.abs(value * 1000 - Math.rint(value * 1000)) < 1e-6 || value > 1e6;
        return milli ? Math.rint(value * 1000) / 1000 : Math.rint(value * 1e9) / 1e9;
    }
}
