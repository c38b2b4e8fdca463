package dev.flyball.prometheus.scrape;

import dev.flyball.core.signal.Query;
import java.net.URI;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** What servers told when they were last looked at, for the signals that are made of changes. */
final class Past {

    private final Map<Query, OfQuery> byQuery = new ConcurrentHashMap<>();

    OfQuery of(Query query) {
        return byQuery.computeIfAbsent(query, any -> new OfQuery());
    }

    /** What one signal remembers. */
    static final class OfQuery {

        private final Map<Key, Look> looks = new HashMap<>();

        /** A server that has come back under its name elsewhere is another one. */
        private record Key(String server, URI page) {}

        /** Returns what a server told last time, and remembers what it tells now. */
        synchronized Optional<Look> replace(String server, URI page, Look now) {
            return Optional.ofNullable(looks.put(new Key(server, page), now));
        }

        /** Forgets all servers but these. */
        synchronized void keep(Set<String> servers) {
            looks.keySet().removeIf(key -> !servers.contains(key.server()));
        }
    }
}
