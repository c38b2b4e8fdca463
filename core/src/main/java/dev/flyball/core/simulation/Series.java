package dev.flyball.core.simulation;

import java.util.List;

/**
 * A run in spans of equal length, to be drawn.
 *
 * @param seconds how long a span is
 * @param spans oldest first
 */
public record Series(int seconds, List<Span> spans) {

    public Series {
        spans = List.copyOf(spans);
    }

    /**
     * One span.
     *
     * @param begin the second it begins with
     * @param load the mean requests a second that arrived
     * @param peak the most requests that arrived in a second
     * @param ready the mean of the ready servers
     * @param paid the most servers that were paid for
     * @param longestWait the longest wait of a request that arrived in it, in seconds
     */
    public record Span(int begin, double load, double peak, double ready, int paid, int longestWait) {}
}
