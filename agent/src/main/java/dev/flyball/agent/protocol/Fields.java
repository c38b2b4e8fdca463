package dev.flyball.agent.protocol;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.time.Duration;
import java.time.Instant;

/**
 * The fields of one line.
 *
 * @param line the JSON object
 */
record Fields(JsonNode line) {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int LONGEST_SHOWN = 60;

    static Fields parse(String text) throws Garbage {
        try {
            JsonNode node = JSON.readTree(text);
            if (node.isObject()) {
                return new Fields(node);
            }
        } catch (JsonProcessingException notJson) {
            throw notAnObject(text, ": " + notJson.getOriginalMessage());
        }
        throw notAnObject(text, "");
    }

    private static Garbage notAnObject(String text, String why) {
        String shown = text.length() > LONGEST_SHOWN ? text.substring(0, LONGEST_SHOWN) + "..." : text;
        return new Garbage("'" + shown + "' is not a JSON object" + why);
    }

    String type() {
        return line.path("type").asText();
    }

    double number(String name) throws Garbage {
        JsonNode value = line.path(name);
        if (!value.isNumber()) {
            throw new Garbage(type() + " has " + (value.isMissingNode() ? "no " + name : name + "=" + value)
                    + ": must be a number");
        }
        return value.asDouble();
    }

    double above0(String name) throws Garbage {
        double value = number(name);
        if (!(value > 0)) {
            throw new Garbage(type() + " has " + name + "=" + value + ": must be above 0");
        }
        return value;
    }

    int count(String name) throws Garbage {
        JsonNode value = line.path(name);
        if (!value.canConvertToInt() || value.asDouble() != value.asInt() || value.asInt() < 0) {
            throw new Garbage(type() + " has " + (value.isMissingNode() ? "no " + name : name + "=" + value)
                    + ": must be a whole number, 0 or more");
        }
        return value.asInt();
    }

    Instant moment(String name) throws Garbage {
        return Instant.EPOCH.plus(seconds(name));
    }

    Duration seconds(String name) throws Garbage {
        return seconds(number(name));
    }

    static Duration seconds(double seconds) {
        return Duration.ofMillis(Math.round(seconds * 1000));
    }
}
