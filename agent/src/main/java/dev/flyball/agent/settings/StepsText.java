package dev.flyball.agent.settings;

import dev.flyball.core.policy.Steps;
import dev.flyball.core.policy.Steps.Step;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Steps as they are written in settings: {@code 0.2:-1,0.5:+1,0.8:+3}. */
final class StepsText {

    private static final Pattern STEP = Pattern.compile("(\\d{1,9}(?:\\.\\d{1,9})?|\\.\\d{1,9}):([+-]\\d{1,6})");

    private StepsText() {}

    static ValueType<Steps> type() {
        return new ValueType<>(
                "LOAD:+SERVERS or LOAD:-SERVERS, separated by commas, such as 0.2:-1,0.5:+1,0.8:+3, with one that adds, and"
                        + " a higher change for each higher load",
                StepsText::parse,
                StepsText::show,
                text -> {
                    String plain = text.replaceAll("\\s", "");
                    return List.of(plain, plain.replaceAll(":(?=\\d)", ":+"), plain.replaceAll("[;|]", ","));
                });
    }

    private static Optional<Steps> parse(String text) {
        List<Step> steps = new ArrayList<>();
        for (String part : text.split(",", -1)) {
            Matcher step = STEP.matcher(part.strip());
            if (!step.matches()) {
                return Optional.empty();
            }
            double bound = Double.parseDouble(step.group(1));
            int change = Integer.parseInt(step.group(2));
            if (bound == 0 || change == 0) {
                return Optional.empty();
            }
            steps.add(new Step(bound, change));
        }
        return Optional.of(new Steps(steps)).filter(StepsText::rise);
    }

    private static boolean rise(Steps steps) {
        List<Step> sorted = steps.steps();
        for (int i = 1; i < sorted.size(); i++) {
            boolean higher = sorted.get(i).bound() > sorted.get(i - 1).bound()
                    && sorted.get(i).change() > sorted.get(i - 1).change();
            if (!higher) {
                return false;
            }
        }
        return sorted.get(sorted.size() - 1).change() > 0;
    }

    static String show(Steps steps) {
        return steps.steps().stream().map(StepsText::show).collect(Collectors.joining(","));
    }

    static String show(Step step) {
        String bound = BigDecimal.valueOf(step.bound()).stripTrailingZeros().toPlainString();
        return bound + ":" + (step.change() > 0 ? "+" : "") + step.change();
    }
}
