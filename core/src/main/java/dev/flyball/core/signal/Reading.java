package dev.flyball.core.signal;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * What a source said about a signal, as it said it. Values may be anything, even not numbers: core tells good from bad.
 */
public sealed interface Reading {

    /** Returns the moment that the reading describes, by the source's clock; for a span, its end. */
    Instant time();

    /**
     * One value for the whole target, such as the length of a shared queue.
     *
     * @param value in the signal's unit
     * @param time when it was true
     */
    record Total(double value, Instant time) implements Reading {
        public Total {
            Objects.requireNonNull(time, "time");
        }
    }

    /**
     * The mean over the servers that were ready, such as requests per minute of one instance.
     *
     * @param value in the signal's unit
     * @param time the end of the span it was averaged over
     * @param span how long that span was; zero for a moment, at most {@link #LONGEST_SPAN}
     */
    record Average(double value, Instant time, Duration span) implements Reading {
        /** The longest span that can be used, which bounds what must be remembered. */
        public static final Duration LONGEST_SPAN = Duration.ofHours(1);

        public Average {
            Objects.requireNonNull(time, "time");
            Objects.requireNonNull(span, "span");
        }
    }

    /**
     * One sample for each server. A server without a sample is missing, not idle.
     *
     * @param samples by {@link dev.flyball.core.target.Server#id() server id}
     * @param time the time of the newest sample, or of the oldest if samples have no time of their own
     */
    record PerServer(Map<String, Sample> samples, Instant time) implements Reading {
        public PerServer {
            Objects.requireNonNull(time, "time");
            samples = Map.copyOf(samples);
        }
    }

    /**
     * The load of one server.
     *
     * @param amount how much it uses or holds, in the signal's unit
     * @param capacity how much of that it has, in the same unit; 1 for a signal that knows no capacity, so that a set
     *     point per server is an amount
     * @param time when it was true, if that differs from server to server; for a span, its end
     * @param span how long it was measured; zero for a moment
     */
    record Sample(double amount, double capacity, Optional<Instant> time, Duration span) {

        public Sample {
            Objects.requireNonNull(time, "time");
            Objects.requireNonNull(span, "span");
        }

        /** Makes a sample of the moment that its reading is from. */
        public Sample(double amount, double capacity) {
            this(amount, capacity, Optional.empty(), Duration.ZERO);
        }
    }
}
