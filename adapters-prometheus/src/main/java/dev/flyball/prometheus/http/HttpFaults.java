package dev.flyball.prometheus.http;

import dev.flyball.core.result.Fault;
import dev.flyball.core.result.Fault.Kind;
import java.io.IOException;
import java.net.ConnectException;
import java.net.http.HttpTimeoutException;
import java.nio.channels.UnresolvedAddressException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;
import javax.net.ssl.SSLException;

/** Says what went wrong with a request. */
public final class HttpFaults {

    private static final int DEEPEST = 20;
    private static final int LONGEST_QUOTE = 300;

    private HttpFaults() {}

    /** Returns why there was no answer from {@code where}. */
    public static Fault ofFailure(Throwable failure, String where, Duration limit) {
        if (find(failure, TimeoutException.class).isPresent()
                || find(failure, CancellationException.class).isPresent()
                || find(failure, HttpTimeoutException.class).isPresent()) {
            return new Fault(
                    Kind.TIMED_OUT, "no complete answer from " + where + " within " + limit.toMillis() + " ms");
        }
        Optional<TooLargeException> large = find(failure, TooLargeException.class);
        if (large.isPresent()) {
            return new Fault(Kind.INVALID, where + " sent " + large.get().getMessage());
        }
        if (find(failure, SSLException.class).isPresent()) {
            return new Fault(
                    Kind.UNREACHABLE,
                    "no secure connection to " + where + ": " + describe(failure)
                            + "; see whether its certificate is of an authority that is trusted");
        }
        return find(failure, IOException.class)
                .map(broken -> new Fault(Kind.UNREACHABLE, "no connection to " + where + ": " + describe(failure)))
                .orElseGet(() -> new Fault(
                        Kind.INTERNAL,
                        "asking " + where + " failed in the Prometheus adapter: "
                                + failure.getClass().getName() + ": " + describe(failure)));
    }

    /** Returns what a status other than 200 from {@code where} means; {@code said} are the server's words. */
    public static Fault ofStatus(int status, String location, String where, String said) {
        String words = said.isBlank() ? "" : ": " + quote(said);
        return switch (status) {
            case 401 ->
                new Fault(
                        Kind.UNAUTHENTICATED,
                        where + " does not accept the credentials (401)" + words
                                + "; they are missing, wrong or expired");
            case 403 -> new Fault(Kind.FORBIDDEN, where + " does not allow this (403)" + words);
            case 404 -> new Fault(Kind.NOT_FOUND, where + " does not exist (404)" + words);
            case 429 -> new Fault(Kind.RATE_LIMITED, where + " asks to be called less often (429)" + words);
            default ->
                status >= 300 && status < 400
                        ? new Fault(
                                Kind.REFUSED,
                                where + " redirects (" + status + ") to " + quote(location)
                                        + ", which is not followed; set the final address")
                        : new Fault(
                                status >= 500 ? Kind.UNREACHABLE : Kind.REFUSED, where + " answered " + status + words);
        };
    }

    /** Returns the beginning of what a server said, on one line. */
    public static String quote(String said) {
        String line = said.strip().replaceAll("[\\s\\p{Cntrl}]+", " ");
        return line.length() > LONGEST_QUOTE ? line.substring(0, LONGEST_QUOTE) + "..." : line;
    }

    private static String describe(Throwable failure) {
        if (find(failure, UnresolvedAddressException.class).isPresent()) {
            return "its name is not known";
        }
        String said = chain(failure)
                .map(Throwable::getMessage)
                .filter(message -> message != null && !message.isBlank())
                .reduce((outer, inner) -> inner)
                .orElse("");
        if (find(failure, ConnectException.class).isPresent()) {
            return said.isEmpty() || said.contains("Exception") ? "connection refused" : quote(said);
        }
        return said.isEmpty() ? failure.getClass().getSimpleName() : quote(said);
    }

    private static <T extends Throwable> Optional<T> find(Throwable failure, Class<T> type) {
        return chain(failure).filter(type::isInstance).map(type::cast).findFirst();
    }

    private static Stream<Throwable> chain(Throwable failure) {
        return Stream.iterate(failure, cause -> cause != null, Throwable::getCause)
                .limit(DEEPEST);
    }
}
