package dev.flyball.agent.settings;

import dev.flyball.core.guard.Blindness.Fallback;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** What to do when blind, as it is written in settings: {@code hold}, {@code forecast} or a size. */
final class BlindText {

    private static final String HOLD = "hold";
    private static final String FORECAST = "forecast";

    private BlindText() {}

    static ValueType<Fallback> type() {
        return new ValueType<>(
                "hold, forecast, or a size, " + SizeSettings.SERVERS.allowed(),
                BlindText::parse,
                BlindText::show,
                text -> Stream.concat(
                                Spelling.nearest(text, List.of(HOLD, FORECAST)).stream(),
                                SizeSettings.SERVERS.guesses().apply(text).stream())
                        .toList());
    }

    private static Optional<Fallback> parse(String text) {
        return switch (text) {
            case HOLD -> Optional.of(new Fallback.Hold());
            case FORECAST -> Optional.of(new Fallback.Forecast());
            default -> SizeSettings.SERVERS.parse(text).map(Fallback.AtLeast::new);
        };
    }

    private static String show(Fallback fallback) {
        if (fallback instanceof Fallback.AtLeast size) {
            return String.valueOf(size.servers());
        }
        return fallback instanceof Fallback.Forecast ? FORECAST : HOLD;
    }
}
