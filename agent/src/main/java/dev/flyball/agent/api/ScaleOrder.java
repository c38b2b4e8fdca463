package dev.flyball.agent.api;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.flyball.agent.settings.Durations;
import dev.flyball.core.target.Bounds;
import dev.flyball.core.target.SizeHold;
import jakarta.ws.rs.core.Response.Status;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * A size to hold for a time.
 *
 * @param servers the size
 * @param duration how long, in the target's time, such as {@code 1h}
 */
public record ScaleOrder(
        Optional<Integer> servers, @JsonProperty("for") Optional<String> duration) {

    private static final Duration SHORTEST = Duration.ofSeconds(1);
    private static final Duration LONGEST = Duration.ofDays(30);

    /**
     * Returns the order as it holds from now on.
     *
     * @param target the target's name, for messages
     * @throws jakarta.ws.rs.WebApplicationException 400 if it says too little, 409 if it is outside the bounds
     */
    SizeHold from(Instant now, String target, Bounds bounds) {
        int size = servers.orElseThrow(() -> ApiErrors.refusal(
                Status.BAD_REQUEST,
                "servers is missing: must be a whole number, as in {\"servers\": 3, \"for\": \"1h\"}"));
        if (bounds.clamp(size) != size) {
            throw ApiErrors.refusal(
                    Status.CONFLICT,
                    "servers=" + size + ": must be inside the bounds of " + target + ", which are now " + bounds.min()
                            + " to " + bounds.max() + "; FLYBALL_MIN_SERVERS, FLYBALL_MAX_SERVERS and"
                            + " FLYBALL_SCHEDULE set them");
        }
        return new SizeHold(size, now.plus(time()));
    }

    private Duration time() {
        String text = duration.orElseThrow(() ->
                ApiErrors.refusal(Status.BAD_REQUEST, "for is missing: must be how long to hold it, such as \"1h\""));
        return Durations.parse(text)
                .filter(time -> time.compareTo(SHORTEST) >= 0 && time.compareTo(LONGEST) <= 0)
                .orElseThrow(() -> ApiErrors.refusal(
                        Status.BAD_REQUEST,
                        "for=" + Shown.text(text) + ": must be a duration, 1s to 720h, such as 15m or 1h30m"));
    }
}
