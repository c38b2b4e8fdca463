package dev.flyball.kubernetes;

import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Things with names and labels, found by either. Safe for use by several threads.
 *
 * @param <T> the things
 */
final class Shelf<T extends Shelf.Labelled> {

    /** Something with a name of its own, and labels. */
    interface Labelled {
        String name();

        Map<String, String> labels();
    }

    private record Label(String key, String value) {}

    private final Map<String, T> byName = new HashMap<>();
    private final Map<Label, Map<String, T>> byLabel = new HashMap<>();

    /** Adds this, in place of what has the same name. */
    synchronized void put(T thing) {
        remove(thing.name());
        byName.put(thing.name(), thing);
        thing.labels().forEach((key, value) -> byLabel.computeIfAbsent(new Label(key, value), first -> new HashMap<>())
                .put(thing.name(), thing));
    }

    synchronized void remove(String name) {
        T thing = byName.remove(name);
        if (thing != null) {
            thing.labels()
                    .forEach((key, value) -> byLabel.computeIfPresent(new Label(key, value), (label, things) -> {
                        things.remove(name);
                        return things.isEmpty() ? null : things;
                    }));
        }
    }

    synchronized Optional<T> named(String name) {
        return Optional.ofNullable(byName.get(name));
    }

    /** Returns what is selected, in the order of the names. */
    synchronized List<T> selected(LabelSelector selector) {
        Collection<T> fewest = selector.exact().entrySet().stream()
                .map(label -> byLabel.getOrDefault(new Label(label.getKey(), label.getValue()), Map.of()))
                .min(Comparator.comparingInt(Map::size))
                .orElse(byName)
                .values();
        return fewest.stream()
                .filter(thing -> selector.matches(thing.labels()))
                .sorted(Comparator.comparing(Labelled::name))
                .toList();
    }
}
