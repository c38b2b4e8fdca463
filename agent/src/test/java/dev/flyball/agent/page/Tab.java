package dev.flyball.agent.page;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionTimeoutException;

/** One tab: goes to pages, presses keys, looks at what is there. */
public final class Tab {

    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final Map<String, Integer> CODES = Map.of(
            "Enter", 13, "Escape", 27, "ArrowDown", 40, "ArrowUp", 38, "ArrowLeft", 37, "ArrowRight", 39, "Tab", 9);

    private final DevTools tools;

    Tab(DevTools tools, int width, int height) {
        this.tools = tools;
        for (String domain : List.of("Page", "Runtime", "Log", "Network", "Performance")) {
            tools.call(domain + ".enable", Map.of());
        }
        size(width, height);
        theme("light");
    }

    /** Makes the window this large. */
    public void size(int width, int height) {
        tools.call(
                "Emulation.setDeviceMetricsOverride",
                Map.of("width", width, "height", height, "deviceScaleFactor", 1, "mobile", false));
    }

    /** Makes the system dark or light. */
    public void theme(String theme) {
        tools.call(
                "Emulation.setEmulatedMedia",
                Map.of("features", List.of(Map.of("name", "prefers-color-scheme", "value", theme))));
    }

    /** Lets a script run before those of any page that is opened from now on. */
    public void before(String script) {
        tools.call("Page.addScriptToEvaluateOnNewDocument", Map.of("source", script));
    }

    /** Goes to an address. */
    public void open(String url) {
        tools.call("Page.navigate", Map.of("url", url));
        await("the page to be there", "location.href === " + quoted(url) + " && document.readyState === 'complete'");
    }

    /** Returns the value of an expression; a promise is awaited. */
    public JsonNode value(String expression) {
        return DevTools.await(valueLater(expression), expression);
    }

    /** Asks for the value of an expression that may take time. */
    public CompletableFuture<JsonNode> valueLater(String expression) {
        return tools.send(
                        "Runtime.evaluate",
                        Map.of("expression", expression, "awaitPromise", true, "returnByValue", true))
                .thenApply(result -> {
                    if (result.has("exceptionDetails")) {
                        throw new AssertionError(expression + ": " + result.get("exceptionDetails"));
                    }
                    return result.path("result").path("value");
                });
    }

    /** Returns the text of the first element that a selector finds. */
    public String text(String selector) {
        return value("document.querySelector(" + quoted(selector) + ")?.textContent ?? 'no such element'")
                .asText();
    }

    /** Waits until an expression is true; if it is not in time, what the page shows is in the message. */
    public void await(String what, String expression) {
        await(what, expression, PATIENCE);
    }

    /** Waits as long as this until an expression is true. */
    public void await(String what, String expression, Duration patience) {
        try {
            Awaitility.await(what)
                    .atMost(patience)
                    .pollInterval(Duration.ofMillis(50))
                    .until(() -> value(expression).asBoolean());
        } catch (ConditionTimeoutException late) {
            throw new AssertionError(
                    late.getMessage() + "\n" + value("document.body.innerText").asText() + "\n" + complaints(), late);
        }
    }

    /** Presses and releases a key. */
    public void press(String key) {
        Map<String, Object> down = new HashMap<>(
                Map.of("type", "keyDown", "key", key, "windowsVirtualKeyCode", CODES.getOrDefault(key, 0)));
        if (key.length() == 1) {
            down.put("text", key);
        } else if (key.equals("Enter")) {
            down.put("text", "\r");
        }
        tools.call("Input.dispatchKeyEvent", down);
        tools.call("Input.dispatchKeyEvent", Map.of("type", "keyUp", "key", key));
    }

    /** Types a text, key by key. */
    public void type(String text) {
        text.chars().forEach(c -> press(Character.toString(c)));
    }

    /** Drags the mouse from one point to another. */
    public void drag(double fromX, double fromY, double toX, double toY) {
        mouse("mouseMoved", fromX, fromY, 0);
        mouse("mousePressed", fromX, fromY, 1);
        mouse("mouseMoved", (fromX + toX) / 2, toY, 1);
        mouse("mouseMoved", toX, toY, 1);
        mouse("mouseReleased", toX, toY, 0);
    }

    private void mouse(String type, double x, double y, int buttons) {
        String button = type.equals("mouseMoved") && buttons == 0 ? "none" : "left";
        tools.call(
                "Input.dispatchMouseEvent",
                Map.of("type", type, "x", x, "y", y, "button", button, "buttons", buttons, "clickCount", 1));
    }

    /** Returns one of the browser's own measures, such as the seconds that scripts took. */
    public double measure(String name) {
        for (JsonNode metric : tools.call("Performance.getMetrics", Map.of()).path("metrics")) {
            if (metric.path("name").asText().equals(name)) {
                return metric.path("value").asDouble();
            }
        }
        throw new IllegalArgumentException("the browser does not measure " + name);
    }

    /** Returns how many bytes came over the network, compressed as they came, and the headers with them. */
    public long bytes() {
        return tools.events("Network.loadingFinished").stream()
                .mapToLong(event -> event.path("encodedDataLength").asLong())
                .sum();
    }

    /** Returns the addresses of everything that was asked for. */
    public List<String> requests() {
        return tools.events("Network.requestWillBeSent").stream()
                .map(event -> event.path("request").path("url").asText())
                .toList();
    }

    /** Returns what the browser found wrong: exceptions, and what the security policy forbade. */
    public List<String> complaints() {
        Stream<JsonNode> thrown = tools.events("Runtime.exceptionThrown").stream();
        Stream<JsonNode> logged = tools.events("Log.entryAdded").stream()
                .map(event -> event.path("entry"))
                .filter(entry -> !entry.path("source").asText().equals("network"));
        return Stream.concat(thrown, logged).map(JsonNode::toString).toList();
    }

    /** Writes what is in the window to a PNG file. */
    public void shoot(Path file) throws IOException {
        String data = tools.call("Page.captureScreenshot", Map.of("format", "png"))
                .path("data")
                .asText();
        Files.createDirectories(file.getParent());
        Files.write(file, Base64.getDecoder().decode(data));
    }

    /** Returns a text as JavaScript writes it. */
    public static String quoted(String text) {
        return TextNode.valueOf(text).toString();
    }
}
