package dev.flyball.agent.settings;

import dev.flyball.prometheus.promql.Secret;
import java.util.Objects;
import java.util.Optional;

/**
 * Who is told of changes and obstacles.
 *
 * @param url the address, a secret
 * @param token what it is shown as proof of who tells
 */
public record Webhook(Secret url, Optional<Secret> token) {

    public Webhook {
        Objects.requireNonNull(url, "url");
        Objects.requireNonNull(token, "token");
    }
}
