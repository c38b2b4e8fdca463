package dev.flyball.agent.page;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;

/** A connection to one tab of a browser, by the protocol of its developer tools. Safe for use by several threads. */
final class DevTools implements WebSocket.Listener {

    private static final int PATIENCE_SECONDS = 30;

    private final ObjectMapper json = new ObjectMapper();
    private final AtomicInteger calls = new AtomicInteger();
    private final Map<Integer, CompletableFuture<JsonNode>> waiting = new ConcurrentHashMap<>();
    private final List<JsonNode> events = new CopyOnWriteArrayList<>();
    private final StringBuilder text = new StringBuilder();
    private final WebSocket socket;

    DevTools(HttpClient client, URI tab) {
        socket = client.newWebSocketBuilder().buildAsync(tab, this).join();
    }

    @Override
    public CompletionStage<?> onText(WebSocket from, CharSequence part, boolean last) {
        text.append(part);
        if (last) {
            take(text.toString());
            text.setLength(0);
        }
        from.request(1);
        return null;
    }

    private void take(String message) {
        JsonNode node;
        try {
            node = json.readTree(message);
        } catch (JsonProcessingException garbled) {
            throw new IllegalStateException("the browser sent no JSON: " + message, garbled);
        }
        CompletableFuture<JsonNode> call = waiting.remove(node.path("id").asInt());
        if (call != null) {
            call.complete(node);
        } else {
            events.add(node);
        }
    }

    /** Sends a command; what comes back is its result. */
    CompletableFuture<JsonNode> send(String method, Map<String, ?> parameters) {
        int id = calls.incrementAndGet();
        CompletableFuture<JsonNode> answer = new CompletableFuture<>();
        waiting.put(id, answer);
        String command;
        try {
            command = json.writeValueAsString(Map.of("id", id, "method", method, "params", parameters));
        } catch (JsonProcessingException defect) {
            throw new IllegalArgumentException(method + " with " + parameters + " cannot be written as JSON", defect);
        }
        synchronized (socket) {
            socket.sendText(command, true).join();
        }
        return answer.thenApply(node -> {
            if (node.has("error")) {
                throw new IllegalStateException(method + ": " + node.get("error"));
            }
            return node.get("result");
        });
    }

    /** Sends a command and waits for its result. */
    JsonNode call(String method, Map<String, ?> parameters) {
        return await(send(method, parameters), method);
    }

    static JsonNode await(CompletableFuture<JsonNode> answer, String what) {
        try {
            return answer.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
        } catch (TimeoutException late) {
            throw new AssertionError(what + " took more than " + PATIENCE_SECONDS + " s", late);
        } catch (ExecutionException failed) {
            throw new AssertionError(what + " failed", failed.getCause());
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new AssertionError(what + " was interrupted", interrupted);
        }
    }

    /** Returns the parameters of every event of one kind so far. */
    List<JsonNode> events(String method) {
        return events.stream()
                .filter(event -> event.path("method").asText().equals(method))
                .map(event -> event.path("params"))
                .toList();
    }
}
