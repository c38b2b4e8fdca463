package dev.flyball.kubernetes.api;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;

/** An event ({@code v1}), or a patch of one; parts that are left out are {@code null}. */
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Event(
        String apiVersion,
        String kind,
        Metadata metadata,
        Involved involvedObject,
        String type,
        String reason,
        String message,
        Integer count,
        String firstTimestamp,
        String lastTimestamp,
        Source source) {

    /** What the event is called. */
    @JsonIgnoreProperties(ignoreUnknown = true)
    public record Metadata(String name) {}

    /** What the event is about. */
    @JsonIgnoreProperties(ignoreUnknown = true)
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Involved(String apiVersion, String kind, String namespace, String name, String uid) {}

    /** Who tells it. */
    @JsonIgnoreProperties(ignoreUnknown = true)
    public record Source(String component) {}

    /** Returns the patch that tells this event once more than {@code before}. */
    public Event again(Event before) {
        int told = before.count() == null ? 1 : before.count();
        return new Event(null, null, null, null, null, null, message, told + 1, null, lastTimestamp, null);
    }
}
