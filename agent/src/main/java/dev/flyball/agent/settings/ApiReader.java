package dev.flyball.agent.settings;

import dev.flyball.agent.settings.Lookup.Picked;
import dev.flyball.prometheus.promql.Secret;
import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

/** Reads who may steer the agent, and whom it tells what happens. */
final class ApiReader {

    private static final Set<String> SCHEMES = Set.of("http", "https");

    private final Lookup lookup;
    private final Consumer<Problem> problems;
    private final Consumer<String> warnings;

    ApiReader(Lookup lookup, Consumer<Problem> problems, Consumer<String> warnings) {
        this.lookup = lookup;
        this.problems = problems;
        this.warnings = warnings;
    }

    /** Returns what operators must show; empty if nobody may steer. */
    Optional<Secret> token() {
        return secret(ApiSettings.TOKEN, ApiSettings.TOKEN_FILE);
    }

    /** Returns who is told what happens, if anybody. */
    Optional<Webhook> webhook() {
        Optional<Secret> url = secret(ApiSettings.WEBHOOK_URL, ApiSettings.WEBHOOK_URL_FILE);
        Optional<Picked<Path>> token = lookup.pick(ApiSettings.WEBHOOK_TOKEN_FILE);
        if (url.isEmpty()) {
            token.ifPresent(file ->
                    warnings.accept(file.assignment() + ": has no effect, since no FLYBALL_WEBHOOK_URL is set"));
        }
        url.flatMap(Secret::text)
                .filter(text -> !isAddress(text))
                .ifPresent(bad -> problems.accept(
                        // Told without the value, which is a secret.
                        Problem.ofVariable(
                                ApiSettings.WEBHOOK_URL.variable(),
                                "must be " + ApiSettings.WEBHOOK_URL.type().allowed(),
                                Optional.empty())));
        return url.map(address -> new Webhook(address, token.map(file -> Secret.in(file.value()))));
    }

    private Optional<Secret> secret(Setting<Secret> text, Setting<Path> file) {
        Optional<Picked<Secret>> given = lookup.pick(text);
        Optional<Picked<Path>> from = lookup.pick(file);
        if (given.isPresent() && from.isPresent()) {
            problems.accept(
                    from.get().problem("must not stand beside " + given.get().assignment() + "; remove one"));
        }
        Optional<Secret> secret =
                given.map(Picked::value).or(() -> from.map(Picked::value).map(Secret::in));
        given.map(Picked::value).ifPresent(known -> unusable(known)
                .ifPresent(why -> problems.accept(Problem.ofVariable(text.variable(), why, Optional.empty()))));
        return secret;
    }

    private static Optional<String> unusable(Secret secret) {
        try {
            secret.read();
            return Optional.empty();
        } catch (IOException why) {
            return Optional.of("cannot be used: " + why.getMessage());
        }
    }

    private static boolean isAddress(String text) {
        try {
            URI uri = new URI(text.strip());
            return SCHEMES.contains(String.valueOf(uri.getScheme())) && uri.getHost() != null;
        } catch (URISyntaxException malformed) {
            return false;
        }
    }
}
