package dev.flyball.prometheus.http;

/** An answer is longer than it may be, and was not read to its end. */
public final class TooLargeException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    TooLargeException(long limit) {
        super("an answer of more than " + limit + " bytes, which was not read to its end", null, false, false);
    }
}
