package dev.flyball.kubernetes;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Requirements on labels, all of which must be met. */
record LabelSelector(List<Requirement> requirements) {

    private static final String WORD = "[-A-Za-z0-9_./]+";
    private static final Pattern ONE = Pattern.compile("\\s*(?:(!?)\\s*(" + WORD + ")|(" + WORD
            + ")\\s*(==|=|!=)\\s*([-A-Za-z0-9_.]*)|(" + WORD + ")\\s+(in|notin)\\s*\\(([^()]*)\\))\\s*");

    /** How a label is to be. */
    enum Operator {
        IN,
        NOT_IN,
        EXISTS,
        DOES_NOT_EXIST
    }

    /** One requirement; without values if the operator needs none. */
    record Requirement(String key, Operator operator, Set<String> values) {

        Requirement {
            values = Set.copyOf(values);
        }

        /** As the API server means it: a label that is not there is not in any set either. */
        boolean isMetBy(Map<String, String> labels) {
            String value = labels.get(key);
            return switch (operator) {
                case IN -> value != null && values.contains(value);
                case NOT_IN -> value == null || !values.contains(value);
                case EXISTS -> value != null;
                case DOES_NOT_EXIST -> value == null;
            };
        }

        @Override
        public String toString() {
            String set = " (" + String.join(",", new TreeSet<>(values)) + ")";
            return switch (operator) {
                case IN -> values.size() == 1 ? key + "=" + values.iterator().next() : key + " in" + set;
                case NOT_IN -> key + " notin" + set;
                case EXISTS -> key;
                case DOES_NOT_EXIST -> "!" + key;
            };
        }
    }

    LabelSelector {
        requirements = List.copyOf(requirements);
    }

    /** Reads what kubectl takes, such as {@code app=chat,tier in (a,b),!old}; empty if it is something else. */
    static Optional<LabelSelector> parse(String text) {
        List<Requirement> requirements = new ArrayList<>();
        // A comma within parentheses parts values and not requirements.
        for (String part : text.split(",(?![^()]*\\))", -1)) {
            Matcher one = ONE.matcher(part);
            if (!one.matches()) {
                return Optional.empty();
            }
            requirements.add(requirement(one));
        }
        return Optional.of(new LabelSelector(requirements));
    }

    private static Requirement requirement(Matcher one) {
        if (one.group(2) != null) {
            return new Requirement(
                    one.group(2), one.group(1).isEmpty() ? Operator.EXISTS : Operator.DOES_NOT_EXIST, Set.of());
        }
        if (one.group(3) != null) {
            return new Requirement(
                    one.group(3), one.group(4).equals("!=") ? Operator.NOT_IN : Operator.IN, Set.of(one.group(5)));
        }
        Set<String> values = Pattern.compile(",")
                .splitAsStream(one.group(8))
                .map(String::strip)
                .collect(Collectors.toSet());
        return new Requirement(one.group(6), one.group(7).equals("in") ? Operator.IN : Operator.NOT_IN, values);
    }

    /**
     * Reads the selector of a workload: labels alone, or {@code matchLabels} and {@code matchExpressions}; empty if it
     * is something else, or selects everything.
     */
    static Optional<LabelSelector> of(JsonNode selector) {
        if (selector == null || !selector.isObject()) {
            return Optional.empty();
        }
        boolean structured = selector.path("matchLabels").isObject()
                || selector.path("matchExpressions").isArray();
        List<Requirement> requirements = new ArrayList<>();
        (structured ? selector.path("matchLabels") : selector)
                .properties()
                .forEach(label -> requirements.add(new Requirement(
                        label.getKey(), Operator.IN, Set.of(label.getValue().asText()))));
        for (JsonNode expression : selector.path("matchExpressions")) {
            Optional<Operator> operator = operator(expression.path("operator").asText());
            if (operator.isEmpty()) {
                return Optional.empty();
            }
            Set<String> values = new TreeSet<>();
            expression.path("values").forEach(value -> values.add(value.asText()));
            requirements.add(new Requirement(expression.path("key").asText(), operator.get(), values));
        }
        return requirements.isEmpty() ? Optional.empty() : Optional.of(new LabelSelector(requirements));
    }

    private static Optional<Operator> operator(String name) {
        return switch (name) {
            case "In" -> Optional.of(Operator.IN);
            case "NotIn" -> Optional.of(Operator.NOT_IN);
            case "Exists" -> Optional.of(Operator.EXISTS);
            case "DoesNotExist" -> Optional.of(Operator.DOES_NOT_EXIST);
            default -> Optional.empty();
        };
    }

    boolean matches(Map<String, String> labels) {
        return requirements.stream().allMatch(requirement -> requirement.isMetBy(labels));
    }

    /** Returns the labels of which each must be there with just this value. */
    Map<String, String> exact() {
        return requirements.stream()
                .filter(requirement -> requirement.operator() == Operator.IN
                        && requirement.values().size() == 1)
                .collect(Collectors.toMap(
                        Requirement::key,
                        requirement -> requirement.values().iterator().next(),
                        (first, second) -> first));
    }

    /** Returns what {@link #parse} reads back. */
    @Override
    public String toString() {
        return requirements.stream().map(Requirement::toString).collect(Collectors.joining(","));
    }
}
