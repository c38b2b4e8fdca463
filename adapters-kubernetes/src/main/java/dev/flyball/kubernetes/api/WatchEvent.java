package dev.flyball.kubernetes.api;

/**
 * What a watch tells.
 *
 * @param <T> the objects that are watched
 */
public sealed interface WatchEvent<T> {

    /** The server has begun to tell; comes first, and before anything has changed. */
    record Opened<T>() implements WatchEvent<T> {}

    /** An object is new or has changed. */
    record Put<T>(T object, String version) implements WatchEvent<T> {}

    /** An object is gone; this is what it was. */
    record Gone<T>(T object, String version) implements WatchEvent<T> {}

    /** Nothing has changed up to this version of the list (a bookmark). */
    record Mark<T>(String version) implements WatchEvent<T> {}
}
