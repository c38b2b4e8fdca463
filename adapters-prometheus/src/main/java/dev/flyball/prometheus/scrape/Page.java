package dev.flyball.prometheus.scrape;

import java.util.Objects;

/**
 * Where a server tells its metrics.
 *
 * @param port 1 to 65535
 * @param path the path, from its first slash
 */
record Page(int port, String path) {

    Page {
        Objects.requireNonNull(path, "path");
    }

    Page onPort(int other) {
        return new Page(other, path);
    }

    Page at(String other) {
        return new Page(port, other);
    }
}
