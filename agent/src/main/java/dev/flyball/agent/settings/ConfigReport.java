package dev.flyball.agent.settings;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Writes what is in force, as {@code flyball config} prints it. */
public final class ConfigReport {

    private ConfigReport() {}

    /** Returns one line for each value, {@code VARIABLE=VALUE (where it comes from)}, below a line for each target. */
    public static List<String> lines(Settings settings) {
        int width = settings.inForce().stream()
                .mapToInt(value -> assignment(value).length())
                .max()
                .orElse(0);
        List<String> lines = new ArrayList<>();
        if (settings.builtInSimulation()) {
            lines.add("# No FLYBALL_ variable is set: the built-in simulated endpoint is scaled.");
        }
        Optional<String> section = Optional.empty();
        for (InForce value : settings.inForce()) {
            String heading = value.target().map(target -> "# target " + target).orElse("# the whole agent");
            if (!section.equals(Optional.of(heading))) {
                lines.add(heading);
                section = Optional.of(heading);
            }
            lines.add(String.format("%-" + width + "s   (%s)", assignment(value), value.origin()));
        }
        return lines;
    }

    private static String assignment(InForce value) {
        return value.variable() + "=" + value.value();
    }
}
