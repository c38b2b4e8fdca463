package dev.flyball.agent.settings;

import dev.flyball.core.port.Platform;
import dev.flyball.core.port.Platform.SignalKind;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Writes the reference of all settings, {@code docs/settings.md}, from the table. */
public final class SettingsReference {

    private static final String PAGE = """
            # Settings

            <!-- Written from SettingsTable.java; SettingsReferenceTest compares the two and says how to write it anew. -->

            Flyball is set up by environment variables, read once at start. `flyball config` prints what is in force and
            where it comes from. If anything is wrong, every problem is reported at once and nothing is scaled.

            With no `FLYBALL_` variable at all, a simulated endpoint is scaled, so that there is something to look at.

            **One target.** `FLYBALL_RESOURCE` names it, and the rest is below:

                FLYBALL_RESOURCE=kubernetes:deployment/shop/chat
                FLYBALL_MAX_SERVERS=10
                FLYBALL_TARGET_UTILIZATION=0.6

            **Several targets.** Each has a name of capital letters and digits, which stands in its variables. What is set
            without a name holds for each target that has no value of its own:

                FLYBALL_TARGETS_CHAT_RESOURCE=kubernetes:deployment/shop/chat
                FLYBALL_TARGETS_RANK_RESOURCE=kubernetes:deployment/shop/rank
                FLYBALL_TARGETS_RANK_MAX_SERVERS=4
                FLYBALL_MAX_SERVERS=10
                FLYBALL_TARGET_UTILIZATION=0.6

            **Values.** Durations are written `15s`, `5m`, `1h` or `1m30s`; fractions `0.6`, not `60`. A variable that is set
            but empty is an error, as is an unknown variable that starts with `FLYBALL_`, except those that Kubernetes
            injects for Services whose names start with `flyball`.

            ## For each target

            %s
            ## For the whole agent

            %s
            ## By platform

            What holds where a target does not set it:

            %s
            ## By signal

            Each signal has a set point of one kind, and only that may be set:

            %s""";

    private static final List<String> SETTING_COLUMNS = List.of("variable", "meaning", "allowed", "default", "example");
    private static final List<String> PLATFORM_COLUMNS =
            List.of("platform", "resources", "signal", "interval", "servers");
    private static final List<String> SIGNAL_COLUMNS =
            List.of("platform", "signal", "set point", "its default", "oldest reading");

    private SettingsReference() {}

    /** Returns the page, in Markdown, with what is particular to each of {@code platforms}. */
    public static String render(List<Platform> platforms) {
        Map<Boolean, List<Setting<?>>> settings = SettingsTable.all().stream()
                .collect(Collectors.partitioningBy(setting -> setting.scope() == Setting.Scope.AGENT));
        return PAGE.formatted(
                table(SETTING_COLUMNS, settings.get(false).stream().map(SettingsReference::row)),
                table(SETTING_COLUMNS, settings.get(true).stream().map(SettingsReference::row)),
                table(PLATFORM_COLUMNS, platforms.stream().map(SettingsReference::row)),
                table(SIGNAL_COLUMNS, platforms.stream().flatMap(SettingsReference::signalRows)));
    }

    private static String table(List<String> columns, Stream<List<String>> rows) {
        List<String> line = columns.stream().map(column -> "---").toList();
        return Stream.concat(Stream.of(columns, line), rows)
                .map(cells -> "| " + String.join(" | ", cells) + " |\n")
                .collect(Collectors.joining());
    }

    private static List<String> row(Setting<?> setting) {
        return List.of(
                code(setting.variable()),
                setting.meaning(),
                setting.type().allowed(),
                setting.fallbackText(),
                code(setting.example()));
    }

    private static List<String> row(Platform platform) {
        return List.of(
                code(platform.scheme()),
                platform.forms().stream().map(form -> code(form.example())).collect(Collectors.joining(", ")),
                code(platform.defaultSignal()),
                Durations.show(platform.interval()),
                platform.defaultBounds()
                        .map(bounds -> bounds.min() + " to " + bounds.max())
                        .orElse("1 to what is set"));
    }

    private static Stream<List<String>> signalRows(Platform platform) {
        return new TreeMap<>(platform.signals())
                .entrySet().stream().map(signal -> row(platform, signal.getKey(), signal.getValue()));
    }

    private static List<String> row(Platform platform, String name, SignalKind kind) {
        Setting<Double> setPoint = SignalReader.settingOf(kind.unit());
        return List.of(
                code(platform.scheme()),
                code(name),
                code(setPoint.variable()),
                kind.defaultSetPoint()
                        .map(value -> setPoint.type().show(value.value()))
                        .orElse("must be set"),
                Durations.show(kind.maxAge()));
    }

    private static String code(String text) {
        return "`" + text + "`";
    }
}
