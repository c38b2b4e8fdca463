package dev.flyball.agent.plan;

import dev.flyball.core.demand.Unusable;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The load of each server, as written on a command line.
 *
 * @param byServer at least one, in the order given
 */
public record Loads(Map<String, Double> byServer) {

    /**
     * Reads {@code server1=30,server2=55}.
     *
     * @throws IllegalArgumentException if the text has another form; the message says what is allowed
     */
    public static Loads parse(String text) {
        Map<String, Double> loads = new LinkedHashMap<>();
        for (String entry : text.split(",", -1)) {
            int equals = entry.indexOf('=');
            String name = equals < 0 ? "" : entry.substring(0, equals).trim();
            if (name.isEmpty()) {
                throw new IllegalArgumentException(
                        "'" + entry + "': must read SERVER=LOAD, several with commas between, for example "
                                + "server1=30,server2=55");
            }
            if (loads.put(name, load(name, entry.substring(equals + 1).trim())) != null) {
                throw new IllegalArgumentException(name + ": must be named once");
            }
        }
        return new Loads(loads);
    }

    private static double load(String name, String text) {
        double load;
        try {
            load = Double.parseDouble(text);
        } catch (NumberFormatException notANumber) {
            load = Double.NaN;
        }
        if (!Unusable.isLoad(load)) {
            throw new IllegalArgumentException(name + "=" + text + ": must be a number, 0 or more");
        }
        return load;
    }
}
