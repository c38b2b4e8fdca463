package dev.flyball.prometheus.promql;

import java.net.URI;
import java.nio.file.Path;
import java.util.Objects;
import java.util.Optional;

/**
 * Where PromQL is understood: Prometheus itself, or what speaks as it does.
 *
 * @param url http or https, up to what comes before {@code /api/v1}; without credentials
 * @param credentials what it is shown; empty if it asks for nothing
 * @param authorities a PEM file of the authorities to trust, read again when it changes; empty for those that Java
 *     trusts
 */
public record PrometheusServer(URI url, Optional<Secret> credentials, Optional<Path> authorities) {

    public PrometheusServer {
        Objects.requireNonNull(url, "url");
        Objects.requireNonNull(credentials, "credentials");
        Objects.requireNonNull(authorities, "authorities");
    }

    /** Returns the address of one call of its API. */
    URI call(String path) {
        String base = url.toString();
        return URI.create((base.endsWith("/") ? base.substring(0, base.length() - 1) : base) + "/api/v1/" + path);
    }

    @Override
    public String toString() {
        return url.toString();
    }
}
