package dev.flyball.agent.state;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;

/**
 * How the state of a shard is written where room is short: compressed, and if it is still too large, without what can
 * be learned again. Immutable.
 */
final class ShardForm {

    private static final Set<String> LEARNED = Set.of("forecast", "loads");
    private static final Set<String> ESSENTIAL = Set.of("changes", "left", "sent", "active", "blindRounds");

    private final StateJson json;

    ShardForm(StateJson json) {
        this.json = json;
    }

    /** How much of the state is there, from all to least. */
    enum Extent {
        ALL("all of it"),
        WITHOUT_LEARNED("without what forecasts have learned"),
        CHANGES_AND_ORDERS("only changes and orders"),
        ORDERS("only orders");

        private final String words;

        Extent(String words) {
            this.words = words;
        }

        @Override
        public String toString() {
            return words;
        }
    }

    /** A state that fits. */
    record Written(byte[] bytes, Extent extent) {}

    /** Returns as much of the state as fits; empty if not even the orders do. */
    Optional<Written> write(Collection<Kept> kept, int largest) {
        for (Extent extent : Extent.values()) {
            byte[] bytes = compressed(reduced(kept, extent));
            if (bytes.length <= largest) {
                return Optional.of(new Written(bytes, extent));
            }
        }
        return Optional.empty();
    }

    private List<Kept> reduced(Collection<Kept> kept, Extent extent) {
        return switch (extent) {
            case ALL -> List.copyOf(kept);
            case WITHOUT_LEARNED ->
                kept.stream().map(one -> json.without(one, LEARNED)).toList();
            case CHANGES_AND_ORDERS ->
                kept.stream().map(one -> json.only(one, ESSENTIAL)).toList();
            case ORDERS ->
                kept.stream()
                        .filter(one -> !one.orders().equals(Orders.none()))
                        .map(one -> json.only(one, Set.of()))
                        .toList();
        };
    }

    private byte[] compressed(Collection<Kept> kept) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (GZIPOutputStream out = new GZIPOutputStream(bytes)) {
            json.write(kept, out);
        } catch (IOException defect) {
            throw new UncheckedIOException(defect);
        }
        return bytes.toByteArray();
    }

    /**
     * Reads what {@link #write} wrote.
     *
     * @throws StateJson.NewerException if a newer agent wrote it
     * @throws IOException if it is damaged
     */
    StateJson.Contents read(byte[] bytes) throws IOException {
        try (GZIPInputStream in = new GZIPInputStream(new ByteArrayInputStream(bytes))) {
            return json.read(in);
        }
    }
}
