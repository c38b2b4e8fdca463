package dev.flyball.agent.differential;

import dev.flyball.agent.differential.Replay.Compared;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** What was compared, as a table, and the differences that have no reason. */
final class Report {

    private static final String SEVERAL = "SEVERAL_OF_THESE";

    private final List<String> rows = new ArrayList<>();
    private final List<String> unexplained = new ArrayList<>();
    private final List<String> altered = new ArrayList<>();
    private final Map<String, Integer> reasons = new TreeMap<>();
    private int series;
    private int syncs;
    private int agreed;
    private int moves;
    private int reordered;

    /** Adds one series; {@code single} is the replay of each deviation alone, {@code together} that of all. */
    void add(Series one, List<Compared> preset, Map<Deviation, List<Compared>> single, List<Compared> together) {
        Map<String, Integer> own = new TreeMap<>();
        int agreeing = 0;
        for (int i = 0; i < preset.size(); i++) {
            if (preset.get(i).agrees()) {
                agreeing++;
                continue;
            }
            int sync = i;
            Optional<String> reason = single.entrySet().stream()
                    .filter(replay -> replay.getValue().get(sync).agrees())
                    .map(replay -> replay.getKey().name())
                    .findFirst();
            if (reason.isEmpty() && together.get(i).agrees()) {
                reason = Optional.of(SEVERAL);
            }
            reason.ifPresentOrElse(
                    name -> own.merge(name, 1, Integer::sum),
                    () -> unexplained.add(
                            one.id() + " " + one.name() + ", sync " + (sync + 1) + ": " + text(preset.get(sync))));
        }
        for (int i = 0; i < together.size(); i++) {
            if (!together.get(i).agrees()) {
                altered.add(one.id() + " " + one.name() + ", sync " + (i + 1) + ": " + text(together.get(i)));
            }
        }
        int moved = (int) preset.stream()
                .filter(compared -> compared.sync().written().isPresent())
                .count();
        series++;
        syncs += preset.size();
        agreed += agreeing;
        moves += moved;
        reordered += (int) preset.stream().filter(Compared::reordered).count();
        own.forEach((reason, count) -> reasons.merge(reason, count, Integer::sum));
        String why = own.entrySet().stream()
                .map(reason -> "`" + reason.getKey() + "` " + reason.getValue())
                .collect(Collectors.joining(", "));
        int different = preset.size() - agreeing;
        rows.add("| %s | %d | %d | %d | %d | %s |"
                .formatted(one.name(), preset.size(), moved, agreeing, different, why));
    }

    List<String> unexplained() {
        return List.copyOf(unexplained);
    }

    /** Returns the differences that remain if the preset does everything as the controller does. */
    List<String> remaining() {
        return List.copyOf(altered);
    }

    int syncs() {
        return syncs;
    }

    String text() {
        StringBuilder text = new StringBuilder();
        text.append("%d series, %d syncs, %d of them wrote a size; %d agree, %d do not, %d of these without a reason."
                .formatted(series, syncs, moves, agreed, syncs - agreed, unexplained.size()));
        text.append(
                " In %d syncs pods or metrics changed meanwhile, and the controller's own report told which it saw.\n\n"
                        .formatted(reordered));
        text.append("With all deviations at once the preset agrees with the controller in %d of %d syncs.\n\n"
                .formatted(syncs - altered.size(), syncs));
        text.append("| reason | versions | syncs | what the controller does |\n| --- | --- | ---: | --- |\n");
        for (Deviation reason : Deviation.values()) {
            text.append("| `%s` | %s | %d | %s |\n"
                    .formatted(reason, reason.versions(), reasons.getOrDefault(reason.name(), 0), reason.text()));
        }
        text.append("| `%s` | | %d | agrees only if several of these are changed together |\n"
                .formatted(SEVERAL, reasons.getOrDefault(SEVERAL, 0)));
        text.append("\n| series | syncs | sizes written | agree | differ | reasons |\n");
        text.append("| --- | ---: | ---: | ---: | ---: | --- |\n");
        rows.forEach(row -> text.append(row).append('\n'));
        unexplained.forEach(line -> text.append("\nwithout a reason: ").append(line));
        altered.forEach(
                line -> text.append("\ndiffers even with all deviations: ").append(line));
        return text.toString();
    }

    private static String text(Compared compared) {
        Sync sync = compared.sync();
        return "at %d of %d pods the controller leaves %d (metrics valid %s, it saw %s), the preset says %d (%s, demands %s)"
                .formatted(
                        sync.wanted(),
                        sync.size(),
                        sync.left(),
                        sync.valid().map(String::valueOf).orElse("unknown"),
                        sync.reported(),
                        compared.size(),
                        compared.decision().reason(),
                        compared.decision().demands());
    }
}
