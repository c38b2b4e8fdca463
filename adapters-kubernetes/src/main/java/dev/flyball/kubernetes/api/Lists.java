package dev.flyball.kubernetes.api;

import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.unchecked.Unchecked;
import io.vertx.core.buffer.Buffer;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Function;

/** Lists and watches, as {@link KubernetesApi} promises them. */
final class Lists {

    private final Sessions sessions;
    private final Duration limit;
    private final int size;

    /**
     * Makes it.
     *
     * @param limit how long an answer may take to begin, and a list to go on
     * @param size how many objects a page has at most
     */
    Lists(Sessions sessions, Duration limit, int size) {
        this.sessions = sessions;
        this.limit = limit;
        this.size = size;
    }

    <T> Uni<String> list(ObjectPath within, Class<T> type, Consumer<T> each) {
        return page(within, new ObjectStream<>(type), each, "").map(ObjectStream.ListEnd::version);
    }

    private <T> Uni<ObjectStream.ListEnd> page(
            ObjectPath within, ObjectStream<T> objects, Consumer<T> each, String next) {
        String path = within.list() + "?limit=" + size + (next.isEmpty() ? "" : "&continue=" + encoded(next));
        return stream(path, limit, pieces -> page(pieces, objects, each))
                .toUni()
                .chain(end -> end.hasNext()
                        ? page(within, objects, each, end.next())
                        : Uni.createFrom().item(end));
    }

    private static <T> Multi<ObjectStream.ListEnd> page(
            Multi<Buffer> pieces, ObjectStream<T> objects, Consumer<T> each) {
        return Multi.createFrom().deferred(Unchecked.supplier(() -> {
            ObjectStream<T>.Page page = objects.new Page(each);
            return pieces.onItem()
                    .invoke(Unchecked.consumer(page::read))
                    .collect()
                    .last()
                    .map(Unchecked.function(last -> page.end()))
                    .toMulti();
        }));
    }

    <T> Multi<WatchEvent<T>> watch(
            ObjectPath within, Class<T> type, String version, Duration length, Duration silence) {
        String path = within.list() + "?watch=true&allowWatchBookmarks=true&resourceVersion=" + encoded(version)
                + "&timeoutSeconds=" + length.toSeconds();
        return stream(path, silence, pieces -> events(pieces, new ObjectStream<>(type)));
    }

    private static <T> Multi<WatchEvent<T>> events(Multi<Buffer> pieces, ObjectStream<T> objects) {
        return Multi.createFrom().deferred(Unchecked.supplier(() -> {
            ObjectStream<T>.Watch watch = objects.new Watch();
            return pieces.onItem()
                    .transformToIterable(Unchecked.function(piece -> piece.length() == 0
                            ? List.<WatchEvent<T>>of(new WatchEvent.Opened<>())
                            : watch.read(piece)));
        }));
    }

    /** Credentials that are refused are read again, once. */
    private <T> Multi<T> stream(String path, Duration silence, Function<Multi<Buffer>, Multi<T>> reader) {
        return sessions.current().toMulti().onItem().transformToMultiAndConcatenate(session -> reader.apply(
                        session.client().streams().get(path, silence))
                .onFailure(RestKubernetesApi::isUnauthorized)
                .recoverWithMulti(() -> sessions.after(session)
                        .toMulti()
                        .onItem()
                        .transformToMultiAndConcatenate(renewed ->
                                reader.apply(renewed.client().streams().get(path, silence))))
                .onFailure(RestKubernetesApi::isUntrusted)
                .invoke(() -> sessions.doubt(session)));
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}
