package dev.flyball.kubernetes.api;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParseException;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.async.ByteArrayFeeder;
import com.fasterxml.jackson.databind.util.TokenBuffer;
import java.io.IOException;

/**
 * Cuts JSON that arrives in pieces into the values it is made of, and holds no more than one of them. For use by one
 * thread at a time.
 */
final class JsonFeed {

    /** Who applied which field of an object: often half of it, and never wanted here. */
    private static final String NEVER_WANTED = "managedFields";

    private static final JsonFactory FACTORY = new JsonFactory();

    /** Takes the values. */
    interface Sink {
        /**
         * Takes one value.
         *
         * @param field the field of the document it stands in, itself or as an element; empty if it is the document
         */
        void take(String field, TokenBuffer value) throws IOException;
    }

    private final JsonParser parser;
    private final boolean members;
    private final Sink sink;

    /** How deep the parser is outside of what is being taken: in no document, in one, in an array of it. */
    private int outside;

    private String field = "";
    private boolean complete;
    private TokenBuffer taken;
    private int inside;
    private int skipped;
    private boolean skipNext;

    private JsonFeed(boolean members, Sink sink) throws IOException {
        this.parser = FACTORY.createNonBlockingByteArrayParser();
        this.members = members;
        this.sink = sink;
    }

    /** Cuts a row of documents into these. */
    static JsonFeed ofDocuments(Sink sink) throws IOException {
        return new JsonFeed(false, sink);
    }

    /** Cuts one document into the objects that it has in its fields, and in arrays in its fields. */
    static JsonFeed ofMembers(Sink sink) throws IOException {
        return new JsonFeed(true, sink);
    }

    /** Reads on; fails if this is no JSON, or as the sink does. */
    void feed(byte[] bytes) throws IOException {
        if (bytes.length == 0) {
            return;
        }
        ((ByteArrayFeeder) parser.getNonBlockingInputFeeder()).feedInput(bytes, 0, bytes.length);
        for (JsonToken token = parser.nextToken();
                token != null && token != JsonToken.NOT_AVAILABLE;
                token = parser.nextToken()) {
            if (taken == null) {
                outside(token);
            } else {
                inside(token);
            }
        }
    }

    /** Fails unless the document has come to its end. */
    void end() throws IOException {
        if (!complete) {
            throw new JsonParseException(parser, "the answer ended in the middle");
        }
    }

    private void outside(JsonToken token) throws IOException {
        boolean atDocument = outside == 0;
        if (token == JsonToken.FIELD_NAME) {
            field = parser.currentName();
        } else if (token.isStructStart() && (atDocument ? !members : token == JsonToken.START_OBJECT || outside > 1)) {
            taken = new TokenBuffer(null, false);
            inside(token);
        } else if (token.isStructStart()) {
            outside++;
        } else if (token.isStructEnd()) {
            outside--;
            complete = outside == 0;
        } else if (atDocument) {
            throw new JsonParseException(parser, "must be an object, but is " + parser.getText());
        }
    }

    private void inside(JsonToken token) throws IOException {
        if (skipped > 0 || skipNext) {
            skipNext = false;
            skipped += token.isStructStart() ? 1 : token.isStructEnd() ? -1 : 0;
            return;
        }
        if (token == JsonToken.FIELD_NAME && NEVER_WANTED.equals(parser.currentName())) {
            skipNext = true;
            return;
        }
        taken.copyCurrentEvent(parser);
        inside += token.isStructStart() ? 1 : token.isStructEnd() ? -1 : 0;
        if (inside == 0) {
            TokenBuffer value = taken;
            taken = null;
            sink.take(field, value);
        }
    }
}
