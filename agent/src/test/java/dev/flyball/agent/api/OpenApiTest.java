package dev.flyball.agent.api;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import jakarta.ws.rs.Path;
import java.io.IOException;
import java.io.InputStream;
import java.lang.reflect.Method;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The published schema says what the records hold that are answered and taken: every field, its type, and no other. */
class OpenApiTest {

    private static final Map<String, Class<? extends Record>> RECORDS = Map.ofEntries(
            Map.entry("Target", TargetView.class),
            Map.entry("SetPoint", TargetView.SetPointView.class),
            Map.entry("Held", TargetView.HeldView.class),
            Map.entry("Decision", DecisionView.class),
            Map.entry("Demand", DecisionView.DemandView.class),
            Map.entry("Forecast", DecisionView.ForecastView.class),
            Map.entry("Limit", DecisionView.LimitView.class),
            Map.entry("Change", DecisionView.ChangeView.class),
            Map.entry("Event", EventStreams.Event.class),
            Map.entry("ScaleOrder", ScaleOrder.class),
            Map.entry("Error", ApiError.class));

    private static final JsonNode DOCUMENT = document();

    private static JsonNode document() {
        try (InputStream file = OpenApiTest.class.getResourceAsStream("/META-INF/resources/api/openapi.json")) {
            return new ObjectMapper().readTree(file);
        } catch (IOException unreadable) {
            throw new IllegalStateException(unreadable);
        }
    }

    static Stream<String> schemas() {
        return names(DOCUMENT.path("components").path("schemas"));
    }

    @ParameterizedTest
    @MethodSource("schemas")
    void aSchemaHasTheFieldsOfItsRecord(String name) {
        JsonNode schema = DOCUMENT.path("components").path("schemas").path(name);
        List<String> required = new ArrayList<>();
        for (RecordComponent component : RECORDS.get(name).getRecordComponents()) {
            JsonNode property = schema.path("properties").path(nameOf(component));
            assertThat(matches(property, component.getGenericType()))
                    .as(name + "." + nameOf(component) + " is " + property)
                    .isTrue();
            // Of an order, what is missing is told by name, so that the record has to let it be missing.
            if (component.getType() != Optional.class || name.equals("ScaleOrder")) {
                required.add(nameOf(component));
            }
        }

        assertThat(names(schema.path("properties")))
                .containsExactlyInAnyOrderElementsOf(
                        Arrays.stream(RECORDS.get(name).getRecordComponents())
                                .map(OpenApiTest::nameOf)
                                .toList());
        assertThat(schema.path("required")).extracting(JsonNode::asText).containsExactlyElementsOf(required);
    }

    @Test
    void everyRecordHasASchema() {
        assertThat(schemas()).containsExactlyInAnyOrderElementsOf(RECORDS.keySet());
    }

    @Test
    void everyAddressIsPublished() {
        List<String> addresses = new ArrayList<>(List.of("/api/events"));
        for (Class<?> resource : List.of(TargetsResource.class, SteeringResource.class, RoundResource.class)) {
            for (Method method : resource.getDeclaredMethods()) {
                if (method.getAnnotations().length > 0) {
                    String own = method.isAnnotationPresent(Path.class)
                            ? method.getAnnotation(Path.class).value()
                            : "";
                    addresses.add(resource.getAnnotation(Path.class).value() + own);
                }
            }
        }

        assertThat(names(DOCUMENT.path("paths"))).containsExactlyInAnyOrderElementsOf(addresses);
    }

    private static boolean matches(JsonNode property, Type type) {
        if (type instanceof ParameterizedType of) {
            Type inner = of.getActualTypeArguments()[0];
            return of.getRawType() == Optional.class
                    ? matches(property, inner)
                    : property.path("type").asText().equals("array") && matches(property.path("items"), inner);
        }
        if (type instanceof Class<?> record && record.isRecord()) {
            String schema = property.path("$ref").asText().replace("#/components/schemas/", "");
            return type == RECORDS.get(schema);
        }
        return types(type)
                .equals(property.path("type").asText() + " "
                        + property.path("format").asText());
    }

    private static String types(Type type) {
        if (type == int.class || type == Integer.class) {
            return "integer int32";
        }
        if (type == long.class) {
            return "integer int64";
        }
        if (type == double.class || type == Double.class) {
            return "number double";
        }
        if (type == boolean.class) {
            return "boolean ";
        }
        return type == Instant.class ? "string date-time" : "string ";
    }

    private static String nameOf(RecordComponent component) {
        return Optional.ofNullable(component.getAccessor().getAnnotation(JsonProperty.class))
                .map(JsonProperty::value)
                .orElse(component.getName());
    }

    private static Stream<String> names(JsonNode object) {
        Iterable<String> names = object::fieldNames;
        return StreamSupport.stream(names.spliterator(), false);
    }
}
