package dev.flyball.kubernetes.api;

import java.util.List;

/** Some objects of a list, and where the next ones begin. */
interface Page<T> {

    /** Returns the objects of this page. */
    List<T> items();

    /** Returns what leads to the next page; {@code null} if the server left it out. */
    PodList.Metadata metadata();

    /** Tells whether this is not the last page. */
    default boolean hasNext() {
        return metadata() != null
                && metadata().next() != null
                && !metadata().next().isEmpty();
    }
}
