package dev.flyball.kubernetes.api;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.util.TokenBuffer;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import io.vertx.core.buffer.Buffer;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/**
 * Reads lists and watches as they arrive.
 *
 * @param <T> the objects in them
 */
final class ObjectStream<T> {

    private static final ObjectMapper JSON = new ObjectMapper()
            .registerModule(new JavaTimeModule())
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES);

    private final Class<T> type;

    ObjectStream(Class<T> type) {
        this.type = type;
    }

    /** What is said of a whole list, or of one page of it. */
    record ListEnd(String version, String next) {
        boolean hasNext() {
            return !next.isEmpty();
        }
    }

    /** One page of a list, read piece by piece; for use by one thread at a time. */
    final class Page {

        private final Consumer<T> each;
        private final JsonFeed feed;
        private ListEnd end = new ListEnd("", "");

        Page(Consumer<T> each) throws IOException {
            this.each = each;
            this.feed = JsonFeed.ofMembers(this::take);
        }

        void read(Buffer piece) throws IOException {
            feed.feed(piece.getBytes());
        }

        ListEnd end() throws IOException {
            feed.end();
            return end;
        }

        private void take(String field, TokenBuffer value) throws IOException {
            if (field.equals("items")) {
                each.accept(object(value));
            } else if (field.equals("metadata")) {
                JsonNode metadata = tree(value);
                end = new ListEnd(
                        metadata.path("resourceVersion").asText(),
                        metadata.path("continue").asText());
            }
        }
    }

    /** A watch, read piece by piece; for use by one thread at a time. */
    final class Watch {

        private final JsonFeed feed;
        private List<WatchEvent<T>> events = new ArrayList<>();

        Watch() throws IOException {
            this.feed = JsonFeed.ofDocuments((field, value) -> events.add(event(tree(value))));
        }

        /** Returns what this piece has brought to its end. */
        List<WatchEvent<T>> read(Buffer piece) throws IOException {
            events = new ArrayList<>();
            feed.feed(piece.getBytes());
            return events;
        }
    }

    /** The server tells that a watch cannot go on as an event, and not as a status: the answer has long begun. */
    private WatchEvent<T> event(JsonNode event) throws IOException {
        JsonNode object = event.path("object");
        String version = object.path("metadata").path("resourceVersion").asText();
        return switch (event.path("type").asText()) {
            case "ADDED", "MODIFIED" -> new WatchEvent.Put<>(object(object), version);
            case "DELETED" -> new WatchEvent.Gone<>(object(object), version);
            case "BOOKMARK" -> new WatchEvent.Mark<>(version);
            default ->
                throw new ApiException(
                        object.path("code").asInt(500), object.path("message").asText("no reason given"));
        };
    }

    private T object(TokenBuffer value) throws IOException {
        return JSON.readValue(value.asParser(JSON), type);
    }

    private T object(JsonNode value) throws IOException {
        return JSON.treeToValue(value, type);
    }

    private static JsonNode tree(TokenBuffer value) throws IOException {
        return JSON.readTree(value.asParser(JSON));
    }
}
