package dev.flyball.kubernetes.api;

/** The API server answered, and the answer was no. */
public final class ApiException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final int status;

    /**
     * Makes an exception without a stack trace: it tells of the server, not of this program.
     *
     * @param status the HTTP status, 400 or more
     * @param message the server's own words
     */
    public ApiException(int status, String message) {
        super(message, null, false, false);
        this.status = status;
    }

    /** Returns the HTTP status. */
    public int status() {
        return status;
    }

    /** Returns whether a failure is, or was caused by, an answer with this status. */
    public static boolean is(Throwable failure, int status) {
        return Causes.find(failure, ApiException.class)
                .filter(answer -> answer.status() == status)
                .isPresent();
    }
}
