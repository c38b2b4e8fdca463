package dev.flyball.prometheus.scrape;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Set;

/** What servers tell, read. */
final class Expositions {

    private Expositions() {}

    static List<Series> read(String text, String... wanted) {
        return read(text.getBytes(StandardCharsets.UTF_8), Set.of(wanted), Integer.MAX_VALUE);
    }

    /** Reads in pieces of that many bytes. */
    static List<Series> read(byte[] text, Set<String> wanted, int piece) {
        Exposition exposition = new Exposition(wanted);
        for (int at = 0; at < text.length; at += Math.min(piece, text.length - at)) {
            exposition.take(ByteBuffer.wrap(text, at, Math.min(piece, text.length - at)));
        }
        return exposition.end();
    }

    static Look look(Instant time, Quantity quantity, String text) {
        return new Look(time, read(text, quantity.names().toArray(String[]::new)));
    }
}
