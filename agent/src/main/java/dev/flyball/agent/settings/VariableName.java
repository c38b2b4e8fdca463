package dev.flyball.agent.settings;

import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What the name of a variable says, its value aside. */
sealed interface VariableName {

    /** It sets {@code setting} for {@code place}. */
    record Known(Setting<?> setting, Place place) implements VariableName {}

    /** It sets nothing: {@code what} is wrong with it, and another variable was probably {@code meant}. */
    record Unknown(String what, Optional<String> meant) implements VariableName {}

    /** Reads a name that starts with {@code FLYBALL_} in upper or lower case. */
    static VariableName read(String variable) {
        String rest = variable.substring(Setting.PREFIX.length());
        if (variable.startsWith(Place.TARGETS)) {
            return named(Group.TARGETS, Place.unnamed(), variable.substring(Place.TARGETS.length()));
        }
        if (variable.startsWith(Setting.PREFIX + Place.SIGNALS)) {
            return named(Group.SIGNALS, Place.unnamed(), rest.substring(Place.SIGNALS.length()));
        }
        Optional<Setting<?>> setting =
                variable.startsWith(Setting.PREFIX) ? SettingsTable.find(rest) : Optional.empty();
        if (setting.isPresent()) {
            return new Known(setting.get(), Place.unnamed());
        }
        return misspelt(Setting.PREFIX, rest, SettingsTable.all());
    }

    /** What can have a name in a variable. */
    enum Group {
        TARGETS("target"),
        SIGNALS("signal");

        private final String word;

        Group(String word) {
            this.word = word;
        }

        private Place place(Place outer, String name) {
            return this == TARGETS ? Place.ofTarget(name) : outer.ofSignal(name);
        }

        private String prefix(Place outer) {
            return outer.prefix() + name() + "_";
        }

        private boolean takes(Setting<?> setting) {
            return this == TARGETS
                    ? setting.scope() != Setting.Scope.AGENT
                    : setting.scope().ofSignal();
        }

        private List<Setting<?>> settings() {
            return SettingsTable.all().stream().filter(this::takes).toList();
        }
    }

    private static VariableName named(Group group, Place outer, String rest) {
        Matcher parts = Pattern.compile("([A-Z0-9]+)_(.+)").matcher(rest);
        if (parts.matches()) {
            Place place = group.place(outer, parts.group(1));
            if (group == Group.TARGETS && parts.group(2).startsWith(Place.SIGNALS)) {
                return named(Group.SIGNALS, place, parts.group(2).substring(Place.SIGNALS.length()));
            }
            Optional<Setting<?>> setting = SettingsTable.find(parts.group(2));
            if (setting.isPresent()) {
                return group.takes(setting.get())
                        ? new Known(setting.get(), place)
                        : tooNarrow(group, setting.get(), outer);
            }
        }
        Optional<VariableName> badName = group.settings().stream()
                .filter(setting -> endsWith(rest, setting.name()))
                .max(Comparator.comparingInt(setting -> setting.name().length()))
                .flatMap(setting -> badName(group, outer, rest, setting));
        return badName.orElseGet(() -> parts.matches()
                ? misspelt(group.place(outer, parts.group(1)).prefix(), parts.group(2), group.settings())
                : new Unknown(
                        "must read " + group.prefix(outer) + "<NAME>_<SETTING>, see docs/settings.md",
                        Optional.empty()));
    }

    private static VariableName tooNarrow(Group group, Setting<?> setting, Place outer) {
        String whole = setting.scope() == Setting.Scope.AGENT ? "agent" : "target";
        return new Unknown(
                "cannot be set for one " + group.word + ", since it is for the whole " + whole,
                Optional.of(outer.variable(setting)));
    }

    /** Tells whether the last words of {@code rest} are {@code name}, in upper or lower case. */
    private static boolean endsWith(String rest, String name) {
        int start = rest.length() - name.length();
        return rest.regionMatches(true, start, name, 0, name.length()) && (start == 0 || rest.charAt(start - 1) == '_');
    }

    /** Explains what is wrong with the name in {@code rest}, which ends in {@code setting}, if anything is. */
    private static Optional<VariableName> badName(Group group, Place outer, String rest, Setting<?> setting) {
        if (rest.length() == setting.name().length()) {
            return Optional.of(new Unknown(
                    "lacks the " + group.word + "'s name: must read " + group.prefix(outer) + "<NAME>_"
                            + setting.name(),
                    Optional.empty()));
        }
        int signals = group == Group.TARGETS ? rest.indexOf("_" + Place.SIGNALS) : -1;
        int end = signals > 0 ? signals : rest.length() - setting.name().length() - 1;
        String name = rest.substring(0, end);
        String allowed = name.toUpperCase(Locale.ROOT).replaceAll("[^A-Z0-9]", "");
        String settingPart = signals > 0 ? rest.substring(end) : "_" + setting.name();
        return name.equals(allowed)
                ? Optional.empty()
                : Optional.of(new Unknown(
                        "names a " + group.word + " " + name + ": a name must be capital letters A to Z and digits",
                        Optional.of(allowed)
                                .filter(text -> !text.isEmpty())
                                .map(text -> group.prefix(outer) + text + settingPart)));
    }

    private static VariableName misspelt(String prefix, String name, List<Setting<?>> settings) {
        Optional<String> nearest = Spelling.nearest(
                name, settings.stream().<String>map(Setting::name).toList());
        return new Unknown(
                nearest.isPresent() ? "is no setting" : "is no setting: remove it, or see docs/settings.md for all",
                nearest.map(prefix::concat));
    }
}
