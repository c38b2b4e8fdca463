package dev.flyball.sagemaker;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** SageMaker's endpoints, configurations and inference components, as its API shows them. */
final class EmulatedSageMaker {

    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;
    private static final String ARN = "arn:aws:sagemaker:us-east-1:123456789012:";

    private final InstantSource clock;
    private final Map<String, EmulatedEndpoint> endpoints = new LinkedHashMap<>();
    private final Map<String, ObjectNode> configs = new LinkedHashMap<>();
    private final Map<String, EmulatedComponent> components = new LinkedHashMap<>();

    /** How the next updates go. */
    EmulatedUpdate updates = EmulatedUpdate.after(Duration.ofMinutes(5));

    /** Whether one call may resize several variants, which AWS does not promise. */
    boolean severalAtOnce = true;

    /** The most instances of the account. */
    int quota = 1000;

    EmulatedSageMaker(InstantSource clock) {
        this.clock = clock;
    }

    /** Makes an endpoint in service with variants on instances, each named with its number: {@code blue=2}. */
    EmulatedEndpoint endpoint(String name, String type, String... variants) {
        return endpoint(name, type, false, variants);
    }

    EmulatedEndpoint asynchronous(String name, String... variants) {
        return endpoint(name, "ml.g5.xlarge", true, variants);
    }

    private EmulatedEndpoint endpoint(String name, String type, boolean asynchronous, String... variants) {
        EmulatedEndpoint endpoint = new EmulatedEndpoint(name, name + "-1", asynchronous, clock.instant());
        ObjectNode config = JSON.objectNode().put("EndpointConfigName", name + "-1");
        for (String text : variants) {
            String[] variant = text.split("=");
            int number = Integer.parseInt(variant[1]);
            endpoint.put(new EmulatedVariant(variant[0], number, number, Optional.empty()));
            config.withArray("ProductionVariants")
                    .add(JSON.objectNode()
                            .put("VariantName", variant[0])
                            .put("ModelName", "m")
                            .put("InstanceType", type)
                            .put("InitialInstanceCount", 1));
        }
        configs.put(name + "-1", config);
        endpoints.put(name, endpoint);
        return endpoint;
    }

    EmulatedEndpoint serverless(String name, String variant, int most, int provisioned) {
        EmulatedEndpoint endpoint = endpoint(name, "none", false);
        endpoint.put(new EmulatedVariant(variant, provisioned, provisioned, Optional.of(most)));
        return endpoint;
    }

    EmulatedComponent component(String name, int copies) {
        EmulatedComponent component = new EmulatedComponent(name, copies, clock.instant());
        components.put(name, component);
        return component;
    }

    /** Makes a configuration of somebody else's. */
    void addConfig(String name, String... tags) {
        ObjectNode config = JSON.objectNode().put("EndpointConfigName", name);
        for (int i = 0; i < tags.length; i += 2) {
            config.withArray("Tags").add(JSON.objectNode().put("Key", tags[i]).put("Value", tags[i + 1]));
        }
        configs.put(name, config);
    }

    List<String> configs() {
        return List.copyOf(configs.keySet());
    }

    ObjectNode config(String name) {
        return configs.get(name);
    }

    void delete(String endpoint) {
        endpoints.remove(endpoint);
    }

    JsonNode answer(String operation, JsonNode asked) throws AwsError {
        Instant now = clock.instant();
        for (EmulatedEndpoint endpoint : endpoints.values()) {
            endpoint.advance(now);
        }
        components.values().forEach(component -> component.advance(now));
        return switch (operation) {
            case "DescribeEndpoint" -> endpoint(asked).json();
            case "ListEndpoints" -> list(asked);
            case "DescribeEndpointConfig" -> known(configs, asked, "EndpointConfigName", "endpoint configuration");
            case "UpdateEndpointWeightsAndCapacities" -> resize(endpoint(asked), asked);
            case "UpdateEndpoint" -> update(endpoint(asked), asked);
            case "CreateEndpointConfig" -> create(asked);
            case "ListEndpointConfigs" -> listConfigs(asked);
            case "ListTags" -> tags(asked);
            case "DeleteEndpointConfig" -> {
                configs.remove(asked.get("EndpointConfigName").asText());
                yield JSON.objectNode();
            }
            case "DescribeInferenceComponent" -> component(asked).json();
            case "ListInferenceComponents" -> listComponents(asked);
            case "UpdateInferenceComponentRuntimeConfig" -> {
                component(asked)
                        .begin(
                                updates,
                                asked.at("/DesiredRuntimeConfig/CopyCount").asInt(),
                                now);
                yield JSON.objectNode().put("InferenceComponentArn", ARN);
            }
            default -> throw new AwsError(400, "UnknownOperationException", operation);
        };
    }

    private EmulatedEndpoint endpoint(JsonNode asked) throws AwsError {
        String name = asked.get("EndpointName").asText();
        if (!endpoints.containsKey(name)) {
            throw AwsError.invalid("Could not find endpoint \"" + ARN + "endpoint/" + name + "\".");
        }
        return endpoints.get(name);
    }

    private EmulatedComponent component(JsonNode asked) throws AwsError {
        String name = asked.get("InferenceComponentName").asText();
        if (!components.containsKey(name)) {
            throw AwsError.invalid(
                    "Could not find inference component \"" + ARN + "inference-component/" + name + "\".");
        }
        return components.get(name);
    }

    private static <T> T known(Map<String, T> all, JsonNode asked, String field, String what) throws AwsError {
        T found = all.get(asked.get(field).asText());
        if (found == null) {
            throw AwsError.invalid(
                    "Could not find " + what + " \"" + ARN + asked.get(field).asText() + "\".");
        }
        return found;
    }

    private JsonNode resize(EmulatedEndpoint endpoint, JsonNode asked) throws AwsError {
        JsonNode wishes = asked.get("DesiredWeightsAndCapacities");
        if (wishes.size() > 1 && !severalAtOnce) {
            throw AwsError.invalid("The capacity of one variant can be updated in one call.");
        }
        List<EmulatedVariant> wanted = new ArrayList<>();
        for (JsonNode wish : wishes) {
            EmulatedVariant variant =
                    endpoint.variants().get(wish.get("VariantName").asText());
            if (variant == null) {
                throw AwsError.invalid(
                        "The variant name(s) \"" + wish.get("VariantName").asText()
                                + "\" is/are not present within endpoint configuration \"" + endpoint.config() + "\".");
            }
            int number = variant.mostAtOnce().isPresent()
                    ? wish.at("/ServerlessUpdateConfig/ProvisionedConcurrency").asInt()
                    : wish.get("DesiredInstanceCount").asInt();
            if (number > quota) {
                throw new AwsError(
                        400,
                        "ResourceLimitExceeded",
                        "The account-level service limit 'ml.g5.xlarge for endpoint usage' is " + quota
                                + " Instances, with current utilization of " + variant.current()
                                + " Instances and a request delta of " + (number - variant.current()) + " Instances.");
            }
            wanted.add(variant.asked(number));
        }
        Instant now = clock.instant();
        Map<String, EmulatedVariant> before = new LinkedHashMap<>(endpoint.variants());
        wanted.forEach(endpoint::put);
        try {
            endpoint.begin(updates, Optional.empty(), now);
        } catch (AwsError busy) {
            before.values().forEach(endpoint::put);
            throw busy;
        }
        return JSON.objectNode().put("EndpointArn", endpoint.arn());
    }

    private JsonNode update(EmulatedEndpoint endpoint, JsonNode asked) throws AwsError {
        known(configs, asked, "EndpointConfigName", "endpoint configuration");
        endpoint.begin(updates, Optional.of(asked.get("EndpointConfigName").asText()), clock.instant());
        if (!asked.path("RetainAllVariantProperties").asBoolean()) {
            endpoint.variants().replaceAll((name, variant) -> variant.asked(1));
        }
        return JSON.objectNode().put("EndpointArn", endpoint.arn());
    }

    private JsonNode create(JsonNode asked) {
        String name = asked.get("EndpointConfigName").asText();
        configs.put(name, asked.deepCopy());
        return JSON.objectNode().put("EndpointConfigArn", ARN + "endpoint-config/" + name);
    }

    private JsonNode listConfigs(JsonNode asked) {
        ObjectNode answer = JSON.objectNode();
        ArrayNode list = answer.putArray("EndpointConfigs");
        configs.keySet().stream()
                .filter(name -> name.contains(asked.path("NameContains").asText()))
                .forEach(name -> list.add(JSON.objectNode()
                        .put("EndpointConfigName", name)
                        .put("EndpointConfigArn", ARN + "endpoint-config/" + name)));
        return answer;
    }

    private JsonNode tags(JsonNode asked) {
        String arn = asked.get("ResourceArn").asText();
        ObjectNode answer = JSON.objectNode();
        answer.putArray("Tags");
        JsonNode config = configs.get(arn.substring(arn.lastIndexOf('/') + 1));
        if (config != null && config.has("Tags")) {
            answer.set("Tags", config.get("Tags"));
        }
        return answer;
    }

    private JsonNode list(JsonNode asked) {
        List<ObjectNode> all = endpoints.values().stream()
                .filter(endpoint -> after(asked, endpoint.modified()))
                .map(EmulatedEndpoint::json)
                .toList();
        return page(asked, "Endpoints", all);
    }

    private JsonNode listComponents(JsonNode asked) {
        List<ObjectNode> all = components.values().stream()
                .filter(component -> after(asked, component.modified()))
                .map(EmulatedComponent::json)
                .toList();
        return page(asked, "InferenceComponents", all);
    }

    private static boolean after(JsonNode asked, Instant modified) {
        return !asked.has("LastModifiedTimeAfter")
                || modified.toEpochMilli() / 1000.0
                        > asked.get("LastModifiedTimeAfter").asDouble();
    }

    private static JsonNode page(JsonNode asked, String field, List<ObjectNode> all) {
        int from = asked.path("NextToken").asInt();
        int to = Math.min(all.size(), from + asked.path("MaxResults").asInt(10));
        ObjectNode answer = JSON.objectNode();
        ArrayNode list = answer.putArray(field);
        all.subList(from, to).forEach(list::add);
        if (to < all.size()) {
            answer.put("NextToken", String.valueOf(to));
        }
        return answer;
    }
}
