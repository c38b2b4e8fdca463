package dev.flyball.agent.api;

import dev.flyball.agent.settings.ApiSettings;
import dev.flyball.agent.settings.Settings;
import dev.flyball.prometheus.promql.Secret;
import jakarta.inject.Provider;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerRequestFilter;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response.Status;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Locale;
import java.util.Optional;
import org.jboss.logging.Logger;

/**
 * Lets only those steer who show the token, before anything of the request's body is read. The time that a comparison
 * takes tells nothing of the token, not even its length. Neither the token nor what was shown is ever logged.
 */
@jakarta.ws.rs.ext.Provider
@Steering
public final class SteeringFilter implements ContainerRequestFilter {

    private static final Logger LOG = Logger.getLogger("flyball");
    private static final String BEARER = "bearer ";

    private final Provider<Settings> settings;

    /** Filters are made while a native executable is built, where the settings of its later runs are not known. */
    SteeringFilter(Provider<Settings> settings) {
        this.settings = settings;
    }

    @Override
    public void filter(ContainerRequestContext request) {
        Optional<Secret> token = settings.get().apiToken();
        if (token.isEmpty()) {
            throw ApiErrors.refusal(
                    Status.FORBIDDEN,
                    "steering is off: set " + ApiSettings.TOKEN.variable() + " or " + ApiSettings.TOKEN_FILE.variable()
                            + " for the agent, and restart it");
        }
        String shown = Optional.ofNullable(request.getHeaderString(HttpHeaders.AUTHORIZATION))
                .filter(header -> header.toLowerCase(Locale.ROOT).startsWith(BEARER))
                .map(header -> header.substring(BEARER.length()).strip())
                .orElseThrow(() -> ApiErrors.unauthorized("a token is needed: send the header Authorization: Bearer"
                        + " TOKEN with what " + ApiSettings.TOKEN.variable() + " of the agent holds"));
        if (!MessageDigest.isEqual(digest(shown), digest(known(token.get())))) {
            throw ApiErrors.unauthorized("the token is not that of this agent: send what "
                    + ApiSettings.TOKEN.variable() + " of the agent holds");
        }
    }

    private static String known(Secret token) {
        try {
            return token.read();
        } catch (IOException unreadable) {
            LOG.warnf(
                    "Nobody can steer, since %s cannot be read: %s",
                    ApiSettings.TOKEN_FILE.variable(), unreadable.getMessage());
            throw ApiErrors.refusal(
                    Status.FORBIDDEN,
                    "steering is off: the agent cannot read its " + ApiSettings.TOKEN_FILE.variable()
                            + "; its log says why");
        }
    }

    private static byte[] digest(String text) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("every Java has SHA-256", impossible);
        }
    }
}
