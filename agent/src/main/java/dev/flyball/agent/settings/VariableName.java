package dev.flyball.agent.settings;

import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What the name of a variable says, its value aside. */
sealed interface VariableName {

    /** It sets {@code setting} for {@code target}. */
    record Known(Setting<?> setting, TargetName target) implements VariableName {}

    /** It sets nothing: {@code what} is wrong with it, and another variable was probably {@code meant}. */
    record Unknown(String what, Optional<String> meant) implements VariableName {}

    /** Reads a name that starts with {@code FLYBALL_} in upper or lower case. */
    static VariableName read(String variable) {
        String rest = variable.substring(Setting.PREFIX.length());
        if (variable.startsWith(TargetName.PREFIX)) {
            return ofTarget(variable.substring(TargetName.PREFIX.length()));
        }
        Optional<Setting<?>> setting =
                variable.startsWith(Setting.PREFIX) ? SettingsTable.find(rest) : Optional.empty();
        if (setting.isPresent()) {
            return new Known(setting.get(), TargetName.unnamed());
        }
        return misspelt(Setting.PREFIX, rest, SettingsTable.all());
    }

    private static VariableName ofTarget(String rest) {
        List<Setting<?>> settings = SettingsTable.all().stream()
                .filter(setting -> setting.scope() != Setting.Scope.AGENT)
                .toList();
        Matcher parts = Pattern.compile("([A-Z0-9]+)_(.+)").matcher(rest);
        if (parts.matches()) {
            Optional<Setting<?>> setting = SettingsTable.find(parts.group(2));
            if (setting.isPresent() && setting.get().scope() == Setting.Scope.AGENT) {
                return new Unknown(
                        "cannot be set for one target, since it is for the whole agent",
                        Optional.of(setting.get().variable()));
            }
            if (setting.isPresent()) {
                return new Known(setting.get(), TargetName.of(parts.group(1)));
            }
        }
        Optional<VariableName> badName = settings.stream()
                .filter(setting -> endsWith(rest, setting.name()))
                .max(Comparator.comparingInt(setting -> setting.name().length()))
                .flatMap(setting -> badName(rest, setting));
        return badName.orElseGet(() -> parts.matches()
                ? misspelt(TargetName.PREFIX + parts.group(1) + "_", parts.group(2), settings)
                : new Unknown("must read FLYBALL_TARGETS_<NAME>_<SETTING>, see docs/settings.md", Optional.empty()));
    }

    /** Tells whether the last words of {@code rest} are {@code name}, in upper or lower case. */
    private static boolean endsWith(String rest, String name) {
        int start = rest.length() - name.length();
        return rest.regionMatches(true, start, name, 0, name.length()) && (start == 0 || rest.charAt(start - 1) == '_');
    }

    /** Explains what is wrong with the target's name in {@code rest}, which ends in {@code setting}, if anything is. */
    private static Optional<VariableName> badName(String rest, Setting<?> setting) {
        if (rest.length() == setting.name().length()) {
            return Optional.of(new Unknown(
                    "lacks the target's name: must read " + TargetName.PREFIX + "<NAME>_" + setting.name(),
                    Optional.empty()));
        }
        String name = rest.substring(0, rest.length() - setting.name().length() - 1);
        String allowed = name.toUpperCase(Locale.ROOT).replaceAll("[^A-Z0-9]", "");
        return name.equals(allowed)
                ? Optional.empty()
                : Optional.of(new Unknown(
                        "names a target " + name + ": a name must be capital letters A to Z and digits",
                        Optional.of(allowed).filter(text -> !text.isEmpty()).map(text -> TargetName.of(text)
                                .variable(setting))));
    }

    private static VariableName misspelt(String prefix, String name, List<Setting<?>> settings) {
        Optional<String> nearest = Spelling.nearest(
                name, settings.stream().<String>map(Setting::name).toList());
        return new Unknown(
                nearest.isPresent() ? "is no setting" : "is no setting: remove it, or see docs/settings.md for all",
                nearest.map(prefix::concat));
    }
}
