package dev.flyball.kubernetes.api;

import io.vertx.core.json.DecodeException;
import io.vertx.core.json.JsonObject;

/**
 * Finds the words in an answer that says no: the API server sends a Status, what stands before it may send anything.
 */
final class Refusal {

    private static final int LONGEST = 500;

    private Refusal() {}

    static String words(String body) {
        String words = message(body == null ? "" : body).strip().replaceAll("\\s+", " ");
        if (words.isEmpty()) {
            return "no reason given";
        }
        return words.length() > LONGEST ? words.substring(0, LONGEST) + "..." : words;
    }

    private static String message(String body) {
        try {
            return body.stripLeading().startsWith("{")
                    ? String.valueOf(new JsonObject(body).getValue("message", body))
                    : body;
        } catch (DecodeException notAStatus) {
            return body;
        }
    }
}
