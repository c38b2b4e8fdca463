package dev.flyball.agent.settings;

import dev.flyball.agent.settings.Lookup.Picked;
import dev.flyball.prometheus.promql.PrometheusServer;
import dev.flyball.prometheus.promql.Secret;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Stream;

/** Reads where PromQL is asked. */
final class PrometheusReader {

    private static final Set<String> SCHEMES = Set.of("http", "https");

    private final Lookup lookup;
    private final Consumer<Problem> problems;
    private final Consumer<String> warnings;

    PrometheusReader(Lookup lookup, Consumer<Problem> problems, Consumer<String> warnings) {
        this.lookup = lookup;
        this.problems = problems;
        this.warnings = warnings;
    }

    /**
     * Returns the server, or empty if there is none, or after telling why it cannot be known.
     *
     * @param asked whether a signal asks it
     */
    Optional<PrometheusServer> read(boolean asked) {
        Optional<Picked<String>> url = lookup.pick(PrometheusSettings.URL);
        Optional<Picked<Secret>> token = lookup.pick(PrometheusSettings.TOKEN);
        Optional<Picked<Path>> file = lookup.pick(PrometheusSettings.TOKEN_FILE);
        Optional<Picked<Path>> authorities = lookup.pick(PrometheusSettings.CA_FILE);
        if (asked && url.isEmpty() && lookup.unset(PrometheusSettings.URL)) {
            problems.accept(Problem.ofVariable(
                    PrometheusSettings.URL.variable(),
                    "is not set: must be " + PrometheusSettings.URL.type().allowed() + ", for example "
                            + PrometheusSettings.URL.example() + ", since a signal is prometheus",
                    Optional.empty()));
        }
        if (!asked) {
            Stream.of(url, token, file, authorities)
                    .flatMap(Optional::stream)
                    .forEach(picked ->
                            warnings.accept(picked.assignment() + ": has no effect, since no signal is prometheus"));
        }
        if (token.isPresent() && file.isPresent()) {
            problems.accept(
                    file.get().problem("must not stand beside " + token.get().assignment() + "; remove one"));
        }
        Optional<Secret> credentials =
                token.map(Picked::value).or(() -> file.map(Picked::value).map(Secret::in));
        return url.flatMap(this::address)
                .map(address -> new PrometheusServer(address, credentials, authorities.map(Picked::value)));
    }

    private Optional<URI> address(Picked<String> url) {
        if (url.value().contains("@")) {
            // Told without the value, which holds a password.
            problems.accept(Problem.ofVariable(
                    url.variable(),
                    "must not hold a user and password, since it is shown: put USER:PASSWORD into a file, and set "
                            + PrometheusSettings.TOKEN_FILE.variable() + " to it",
                    Optional.empty()));
            return Optional.empty();
        }
        Optional<URI> address = parse(url.value());
        if (address.isEmpty()) {
            problems.accept(Problem.ofValue(
                    url.variable(),
                    url.value(),
                    "must be " + PrometheusSettings.URL.type().allowed(),
                    Stream.of("http://" + url.value(), url.value().replaceAll("/api/v1(/.*)?$", ""))
                            .filter(guess -> parse(guess).isPresent())
                            .findFirst()));
        }
        return address;
    }

    private static Optional<URI> parse(String text) {
        try {
            URI uri = new URI(text);
            boolean good = SCHEMES.contains(String.valueOf(uri.getScheme()))
                    && uri.getHost() != null
                    && uri.getRawQuery() == null
                    && uri.getRawFragment() == null
                    && !uri.getRawPath().contains("/api/v1");
            return good ? Optional.of(uri) : Optional.empty();
        } catch (URISyntaxException malformed) {
            return Optional.empty();
        }
    }
}
