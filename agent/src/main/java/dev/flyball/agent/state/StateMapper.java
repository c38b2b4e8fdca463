package dev.flyball.agent.state;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonDeserializer;
import com.fasterxml.jackson.databind.JsonSerializer;
import com.fasterxml.jackson.databind.KeyDeserializer;
import com.fasterxml.jackson.databind.MapperFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.SerializerProvider;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.module.SimpleModule;
import com.fasterxml.jackson.databind.ser.std.ToStringSerializer;
import com.fasterxml.jackson.datatype.jdk8.Jdk8Module;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import dev.flyball.core.signal.Query;
import dev.flyball.core.target.Outcome;
import dev.flyball.core.target.TargetId;
import java.io.IOException;

/** How records of core are JSON: each component a field, and nothing else. */
final class StateMapper {

    private StateMapper() {}

    static ObjectMapper mapper() {
        ObjectMapper queries = builder(new SimpleModule()).build();
        SimpleModule keys = new SimpleModule();
        keys.addKeySerializer(Query.class, new QueryKey(queries));
        keys.addKeyDeserializer(Query.class, new KeyQuery(queries));
        return builder(keys).build();
    }

    private static JsonMapper.Builder builder(SimpleModule module) {
        module.addSerializer(TargetId.class, ToStringSerializer.instance);
        module.addDeserializer(TargetId.class, new TextTarget());
        return JsonMapper.builder(new JsonFactory())
                .addModules(new Jdk8Module(), new JavaTimeModule(), module)
                .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS)
                // Methods such as isEmpty() are no components.
                .disable(MapperFeature.AUTO_DETECT_IS_GETTERS)
                .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
                .enable(DeserializationFeature.FAIL_ON_MISSING_CREATOR_PROPERTIES)
                .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
                .addMixIn(Outcome.class, StateTypes.OfOutcome.class);
    }

    private static final class QueryKey extends JsonSerializer<Query> {
        private final ObjectMapper mapper;

        QueryKey(ObjectMapper mapper) {
            this.mapper = mapper;
        }

        @Override
        public void serialize(Query query, JsonGenerator json, SerializerProvider provider) throws IOException {
            json.writeFieldName(mapper.writeValueAsString(query));
        }
    }

    private static final class KeyQuery extends KeyDeserializer {
        private final ObjectMapper mapper;

        KeyQuery(ObjectMapper mapper) {
            this.mapper = mapper;
        }

        @Override
        public Query deserializeKey(String key, DeserializationContext context) throws IOException {
            return mapper.readValue(key, Query.class);
        }
    }

    private static final class TextTarget extends JsonDeserializer<TargetId> {
        @Override
        public TargetId deserialize(JsonParser json, DeserializationContext context) throws IOException {
            return TargetId.parse(json.getValueAsString(""));
        }
    }
}
