package dev.flyball.agent.state;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.flyball.core.decision.Memory;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;

/**
 * What is kept, as JSON: {@code {"version":1,"targets":[...]}}. Each record is an object with its components as fields,
 * so that a new component needs nothing here. Immutable, and safe for use by several threads.
 */
final class StateJson {

    /** Raised when an older agent would misread what a newer one writes; fields alone may be added without. */
    static final int VERSION = 1;

    private final ObjectMapper mapper = StateMapper.mapper();
    private final ObjectNode nothing = mapper.valueToTree(Memory.empty());

    /**
     * What was read.
     *
     * @param kept of which targets, what
     * @param forgotten what could not be read, one line each, for people
     */
    record Contents(List<Kept> kept, List<String> forgotten) {}

    /** The text was written by a newer agent. */
    static final class NewerException extends IOException {
        private static final long serialVersionUID = 1;

        NewerException(String version) {
            super("version " + version + ", and this agent knows up to " + VERSION);
        }
    }

    /** Writes; does not close {@code out}. */
    void write(Collection<Kept> kept, OutputStream out) throws IOException {
        JsonGenerator json = mapper.createGenerator(out).disable(JsonGenerator.Feature.AUTO_CLOSE_TARGET);
        json.writeStartObject();
        json.writeNumberField("version", VERSION);
        json.writeArrayFieldStart("targets");
        for (Kept one : kept) {
            json.writeRaw('\n');
            json.writeObject(one);
        }
        json.writeEndArray();
        json.writeEndObject();
        json.writeRaw('\n');
        json.close();
    }

    /**
     * Reads what {@link #write} wrote. A target that makes no sense is passed over and named.
     *
     * @throws NewerException if a newer agent wrote it
     * @throws IOException if it is damaged, or cannot be read
     */
    Contents read(InputStream in) throws IOException {
        List<Kept> kept = new ArrayList<>();
        List<String> forgotten = new ArrayList<>();
        try (JsonParser json = mapper.createParser(in)) {
            expect(json.nextToken() == JsonToken.START_OBJECT, "it does not begin with {");
            expect("version".equals(json.nextFieldName()), "it does not begin with a version");
            expect(json.nextToken() == JsonToken.VALUE_NUMBER_INT, "its version is no whole number");
            expect(json.getBigIntegerValue().signum() > 0, "its version is not above 0");
            if (json.getBigIntegerValue().bitLength() > 31 || json.getIntValue() > VERSION) {
                throw new NewerException(json.getText());
            }
            for (String field = json.nextFieldName(); field != null; field = json.nextFieldName()) {
                json.nextToken();
                if (field.equals("targets")) {
                    expect(json.currentToken() == JsonToken.START_ARRAY, "its targets are no list");
                    while (json.nextToken() != JsonToken.END_ARRAY) {
                        readTarget(mapper.readTree(json), kept, forgotten);
                    }
                } else {
                    json.skipChildren();
                }
            }
            expect(json.currentToken() == JsonToken.END_OBJECT, "it does not end with }");
            expect(json.nextToken() == null, "something stands behind its end");
        }
        return new Contents(kept, forgotten);
    }

    private static void expect(boolean held, String otherwise) throws IOException {
        if (!held) {
            throw new IOException(otherwise);
        }
    }

    private void readTarget(JsonNode target, List<Kept> kept, List<String> forgotten) {
        String name = target.path("target").asText("a target without a name");
        if (!(target instanceof ObjectNode whole && target.get("memory") instanceof ObjectNode memory)) {
            forgotten.add(name + ": it has no memory");
            return;
        }
        whole.set("memory", readable(name, memory, forgotten));
        whole.set("orders", orders(name, whole, forgotten));
        if (!whole.path("last").isBoolean()) {
            whole.put("last", true);
        }
        try {
            kept.add(mapper.treeToValue(whole, Kept.class));
        } catch (JsonProcessingException | IllegalArgumentException odd) {
            forgotten.add(name + ": " + why(odd));
        }
    }

    /** An older agent wrote none. */
    private JsonNode orders(String name, ObjectNode target, List<String> forgotten) {
        ObjectNode none = mapper.valueToTree(Orders.none());
        if (!target.has("orders")) {
            return none;
        }
        try {
            mapper.treeToValue(target.get("orders"), Orders.class);
            return target.get("orders").isNull() ? none : target.get("orders");
        } catch (JsonProcessingException | IllegalArgumentException odd) {
            forgotten.add(name + ", orders: " + why(odd));
            return none;
        }
    }

    /** Returns those parts of a memory that make sense; the others begin anew. */
    private ObjectNode readable(String name, ObjectNode memory, List<String> forgotten) {
        ObjectNode whole = completed(memory, nothing);
        if (isMemory(whole).isEmpty()) {
            return whole;
        }
        for (Iterator<String> parts = nothing.fieldNames(); parts.hasNext(); ) {
            String part = parts.next();
            ObjectNode alone = nothing.deepCopy();
            alone.set(part, whole.get(part));
            isMemory(alone).forEach(problem -> {
                whole.set(part, nothing.get(part).deepCopy());
                forgotten.add(name + ", " + part + ": " + problem);
            });
        }
        return whole;
    }

    /** Returns what is wrong with it, if anything. */
    private List<String> isMemory(ObjectNode tree) {
        try {
            mapper.treeToValue(tree, Memory.class);
            return List.of();
        } catch (JsonProcessingException | IllegalArgumentException odd) {
            return List.of(why(odd));
        }
    }

    private static String why(Exception odd) {
        return odd instanceof JsonProcessingException json ? json.getOriginalMessage() : odd.getMessage();
    }

    /** Fills what an older agent did not write yet with what a memory begins with. */
    private static ObjectNode completed(ObjectNode given, ObjectNode beginning) {
        for (Map.Entry<String, JsonNode> field : beginning.properties()) {
            JsonNode own = given.get(field.getKey());
            if (own == null) {
                given.set(field.getKey(), field.getValue().deepCopy());
            } else if (own instanceof ObjectNode part && field.getValue() instanceof ObjectNode begins) {
                completed(part, begins);
            }
        }
        return given;
    }

    /** Returns what still means something with other settings; the rest of the memory begins anew. */
    Kept fitted(Kept kept, Fit fit) {
        if (kept.fit().equals(fit)) {
            return kept;
        }
        Kept rest = rest(kept, memory -> fit(memory, kept.fit(), fit));
        return new Kept(rest.target(), fit, rest.memory(), rest.write(), rest.orders(), rest.last());
    }

    private static void fit(ObjectNode memory, Fit before, Fit fit) {
        boolean sameSignals = before.signals().equals(fit.signals());
        boolean onlySizes = before.policy().equals(fit.policy()) && sameSignals;
        if (!onlySizes) {
            memory.retain(Fit.FACTS);
        }
        if (!sameSignals) {
            memory.remove("demands");
        }
        if (!before.sizes().equals(fit.sizes()) && memory.get("serverSize") instanceof ObjectNode sizes) {
            sizes.remove("proposals");
        }
    }

    /**
     * Returns what can be gone by if somebody else may have decided since: what was proposed may not be the most of a
     * window any more, so that the size that is found counts as the first proposal.
     */
    Kept uncertain(Kept kept) {
        return rest(kept, memory -> {
            memory.remove("tracks");
            if (memory.get("serverSize") instanceof ObjectNode sizes) {
                sizes.remove("proposals");
            }
        });
    }

    /** Returns the same without some parts of its memory. */
    Kept without(Kept kept, Set<String> parts) {
        return rest(kept, memory -> memory.remove(parts));
    }

    /** Returns the same with only these parts of its memory. */
    Kept only(Kept kept, Set<String> parts) {
        return rest(kept, memory -> memory.retain(parts));
    }

    /** Parts of the memory that are taken away begin anew. */
    private Kept rest(Kept kept, Consumer<ObjectNode> change) {
        ObjectNode memory = mapper.valueToTree(kept.memory());
        change.accept(memory);
        try {
            return kept.with(mapper.treeToValue(completed(memory, nothing), Memory.class));
        } catch (JsonProcessingException defect) {
            throw new IllegalStateException("a part of a memory is none: " + kept.target(), defect);
        }
    }
}
