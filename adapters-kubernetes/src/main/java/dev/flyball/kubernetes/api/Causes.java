package dev.flyball.kubernetes.api;

import java.util.Optional;
import java.util.stream.Stream;

/** Looks through the causes of a failure, for libraries that wrap what happened several times. */
public final class Causes {

    private static final int DEEPEST = 20;

    private Causes() {}

    /** Returns the first of the failure and its causes that is of this type. */
    public static <T extends Throwable> Optional<T> find(Throwable failure, Class<T> type) {
        return chain(failure).filter(type::isInstance).map(type::cast).findFirst();
    }

    /** Returns what the innermost cause says, on one line; its type's name if it says nothing. */
    public static String describe(Throwable failure) {
        Throwable root = chain(failure).reduce((outer, inner) -> inner).orElse(failure);
        String message = root.getMessage();
        String name = root.getClass().getSimpleName();
        return message == null || message.isBlank() ? name : message.strip().replaceAll("\\s+", " ");
    }

    private static Stream<Throwable> chain(Throwable failure) {
        return Stream.iterate(failure, cause -> cause != null, Throwable::getCause)
                .limit(DEEPEST);
    }
}
