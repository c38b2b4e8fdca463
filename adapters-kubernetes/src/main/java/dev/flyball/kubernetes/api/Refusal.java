package dev.flyball.kubernetes.api;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectReader;

/**
 * Finds the words in an answer that says no: the API server sends a Status, what stands before it may send anything.
 */
final class Refusal {

    private static final int LONGEST = 500;
    private static final ObjectReader STATUS = new ObjectMapper().readerFor(ApiStatus.class);

    private Refusal() {}

    static String words(String body) {
        String words = message(body == null ? "" : body).strip().replaceAll("\\s+", " ");
        if (words.isEmpty()) {
            return "no reason given";
        }
        return words.length() > LONGEST ? words.substring(0, LONGEST) + "..." : words;
    }

    private static String message(String body) {
        if (!body.stripLeading().startsWith("{")) {
            return body;
        }
        try {
            ApiStatus status = STATUS.readValue(body);
            return status.message() == null ? body : status.message();
        } catch (JsonProcessingException notAStatus) {
            return body;
        }
    }
}
