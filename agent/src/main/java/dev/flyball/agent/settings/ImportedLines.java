package dev.flyball.agent.settings;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** The lines of an environment file while it is written. Not for use by several threads. */
final class ImportedLines {

    private final List<String> lines = new ArrayList<>();

    List<String> all() {
        return List.copyOf(lines);
    }

    void comment(String text) {
        lines.add("# " + text);
    }

    void gap() {
        lines.add("");
    }

    void unsaid(String what) {
        comment("not said: " + what);
    }

    void differs(String what) {
        comment("differs: " + what);
    }

    /** Writes a value, or a comment if it is not allowed. */
    <T> void set(Setting<T> setting, Place place, T value) {
        String shown = setting.type().show(value);
        String line = place.variable(setting) + "=" + shown;
        if (setting.type().parse(shown).isPresent()) {
            lines.add(line);
        } else {
            unsaid(line + ", since it must be " + setting.type().allowed());
        }
    }

    /** Returns a name that variables may have and that is not taken yet, and takes it. */
    static String unique(String text, Set<String> taken) {
        String plain = text.replaceFirst("^endpoint/", "")
                .replaceFirst("^inference-component/", "")
                .replace("/variant/", "")
                .toUpperCase(Locale.ROOT)
                .replaceAll("[^A-Z0-9]", "");
        String name = plain.isEmpty() ? "POLICY" : plain;
        for (int i = 2; !taken.add(name); i++) {
            name = plain + i;
        }
        return name;
    }
}
