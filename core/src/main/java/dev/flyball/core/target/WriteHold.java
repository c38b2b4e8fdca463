package dev.flyball.core.target;

import java.util.Objects;

/**
 * Why changes to a target are not written for now.
 *
 * @param mode which kind of hold it is; never {@link WriteMode#ACT}
 * @param why who or what holds, for people, for example {@code HorizontalPodAutoscaler shop/chat scales it too}
 */
public record WriteHold(WriteMode mode, String why) {

    public WriteHold {
        Objects.requireNonNull(mode, "mode");
        Objects.requireNonNull(why, "why");
        if (mode == WriteMode.ACT) {
            throw new IllegalArgumentException("ACT holds nothing");
        }
    }
}
