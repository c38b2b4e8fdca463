package dev.flyball.agent.settings;

import dev.flyball.core.port.Platform;
import dev.flyball.core.port.Platform.ExpressionUse;
import dev.flyball.core.port.Platform.SignalKind;
import dev.flyball.core.signal.Reads;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Predicate;
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

            **Several signals.** Each has a name too; of the sizes that they ask for, the largest wins. What is set without a
            signal's name holds for each signal that has no value of its own. Signals are followed alike, except those with
            steps, a threshold, or a tolerance, stabilization or rate of their own; with `FLYBALL_COMBINE=all`, all of them
            are followed by themselves. Of several targets, each signal has both names, as in
            `FLYBALL_TARGETS_CHAT_SIGNALS_CPU_WINDOW`.

                FLYBALL_RESOURCE=kubernetes:deployment/shop/chat
                FLYBALL_MAX_SERVERS=10
                FLYBALL_SIGNALS_CPU_SIGNAL=cpu
                FLYBALL_SIGNALS_CPU_TARGET_UTILIZATION=0.6
                FLYBALL_SIGNALS_RAM_SIGNAL=memory
                FLYBALL_SIGNALS_RAM_TARGET_UTILIZATION=0.8
                FLYBALL_SIGNALS_RAM_SCALE_IN_STABILIZATION=30m

            **Steps and thresholds.** `FLYBALL_STEPS` and `FLYBALL_THRESHOLD` take the place of a target: of the three, the
            one set nearest to a signal counts, and two of them side by side are an error. Where a load is compared with a
            target, in the API and on the page, it is then the lowest load that adds servers, or the threshold. Both are a
            band by themselves, so that the tolerance is 0 unless it is set.

            **Schedules.** An entry of `FLYBALL_SCHEDULE` is in force from the moment it fires until another one does, and
            what fired before the agent was started counts. Of entries that fire at once, the last one written wins. What
            clocks skip in spring fires when it is skipped; what comes twice in autumn fires the first time only.

                FLYBALL_RESOURCE=kubernetes:deployment/shop/chat
                FLYBALL_MAX_SERVERS=10
                FLYBALL_TARGET_UTILIZATION=0.6
                FLYBALL_SCHEDULE=0 8 * * 1-5 Europe/Berlin min=4; 0 18 * * 1-5 Europe/Berlin max=5

            **Policies.** With a `FLYBALL_POLICY` other than `flyball`, what is not set is as that autoscaler has it, and
            what is set takes the place of that part. Its way to count servers stays: steps, a threshold and a warm-up are
            an error beside it.

            **Values.** Durations are written `15s`, `5m`, `1h` or `1m30s`; fractions `0.6`, not `60`. A variable that is set
            but empty is an error, as is an unknown variable that starts with `FLYBALL_`, except those that Kubernetes
            injects for Services whose names start with `flyball`.

            ## For each target

            %s
            ## For each target, or each of its signals

            %s
            ## For the whole agent

            %s
            ## By platform

            What holds where a target does not set it:

            %s
            ## By signal

            Each signal has a set point of one kind, and only that may be set. A threshold needs a signal that tells the load
            of each server; scaling to zero needs one that is there without servers:

            %s""";

    private static final List<String> SETTING_COLUMNS = List.of("variable", "meaning", "allowed", "default", "example");
    private static final List<String> PLATFORM_COLUMNS =
            List.of("platform", "resources", "signal", "interval", "servers");
    private static final List<String> SIGNAL_COLUMNS =
            List.of("platform", "signal", "set point", "its default", "oldest reading", "threshold", "scale to zero");

    private SettingsReference() {}

    /**
     * Returns the page, in Markdown.
     *
     * @param platforms the platforms, each with what is particular to it
     * @param ofAnyTarget the signals that are not told again for each platform that has them
     */
    public static String render(List<Platform> platforms, Map<String, SignalKind> ofAnyTarget) {
        return PAGE.formatted(
                settings(setting -> !setting.scope().ofSignal() && setting.scope() != Setting.Scope.AGENT),
                settings(setting -> setting.scope().ofSignal()),
                settings(setting -> setting.scope() == Setting.Scope.AGENT),
                table(PLATFORM_COLUMNS, platforms.stream().map(SettingsReference::row)),
                table(
                        SIGNAL_COLUMNS,
                        Stream.concat(
                                platforms.stream()
                                        .flatMap(platform ->
                                                rows(code(kindOfTarget(platform)), own(platform, ofAnyTarget))),
                                rows("any but `simulated`", ofAnyTarget))));
    }

    private static String settings(Predicate<Setting<?>> which) {
        return table(SETTING_COLUMNS, SettingsTable.all().stream().filter(which).map(SettingsReference::row));
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

    private static Map<String, SignalKind> own(Platform platform, Map<String, SignalKind> ofAnyTarget) {
        Map<String, SignalKind> own = new TreeMap<>(platform.signals());
        own.keySet().removeAll(ofAnyTarget.keySet());
        return own;
    }

    private static Stream<List<String>> rows(String platform, Map<String, SignalKind> signals) {
        return new TreeMap<>(signals)
                .entrySet().stream().map(signal -> row(platform, signal.getKey(), signal.getValue()));
    }

    private static List<String> row(String platform, String name, SignalKind kind) {
        Setting<Double> setPoint = SignalSettings.setPoint(kind.unit());
        boolean asked = kind.expression() == ExpressionUse.REQUIRED;
        return List.of(
                platform,
                code(name),
                code(setPoint.variable())
                        + (asked
                                ? ", or " + code(SignalSettings.TARGET_UTILIZATION.variable()) + " of a fraction"
                                : ""),
                kind.defaultSetPoint()
                        .map(value -> setPoint.type().show(value.value()))
                        .orElse("must be set"),
                Durations.show(kind.maxAge()),
                kind.reads() == Reads.PER_SERVER ? "yes" : "no",
                kind.reads() != Reads.TOTAL ? "no" : asked ? "if it reads a total" : "yes");
    }

    /** Names a platform that has signals of its own for one form of resource by that form. */
    private static String kindOfTarget(Platform platform) {
        String example = platform.forms().get(0).example();
        int slash = example.indexOf('/');
        return platform.forms().size() == 1 && slash > 0 ? example.substring(0, slash) : platform.scheme();
    }

    private static String code(String text) {
        return "`" + text + "`";
    }
}
