package dev.flyball.prometheus.http;

import java.nio.ByteBuffer;

/**
 * Makes something of an answer while it arrives. Used for one answer, by one thread at a time.
 *
 * @param <T> what it makes
 */
public interface Body<T> {

    /** Takes what has arrived next. */
    void take(ByteBuffer bytes);

    /** Returns what all that was taken makes. */
    T end();
}
