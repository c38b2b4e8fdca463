package dev.flyball.sagemaker;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;

/** What is registered with Application Auto Scaling. */
final class EmulatedScaling {

    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

    private final List<ObjectNode> targets = new ArrayList<>();
    private final List<ObjectNode> policies = new ArrayList<>();
    private final List<ObjectNode> actions = new ArrayList<>();

    void register(String id, String dimension, int min, int max) {
        targets.add(registered(id, dimension)
                .put("MinCapacity", min)
                .put("MaxCapacity", max)
                .put("RoleARN", "arn:aws:iam::123456789012:role/r")
                .put("CreationTime", 1.7723556E9));
    }

    void suspend(boolean in, boolean out, boolean schedule) {
        targets.forEach(target -> target.putObject("SuspendedState")
                .put("DynamicScalingInSuspended", in)
                .put("DynamicScalingOutSuspended", out)
                .put("ScheduledScalingSuspended", schedule));
    }

    void deregister() {
        targets.clear();
        policies.clear();
        actions.clear();
    }

    /** Adds a policy with what it is told, in the words of the API. */
    void policy(String id, String dimension, String name, String type, String configuration) {
        String field = type.equals("StepScaling")
                ? "StepScalingPolicyConfiguration"
                : "TargetTrackingScalingPolicyConfiguration";
        try {
            ObjectNode policy = registered(id, dimension)
                    .put("PolicyName", name)
                    .put("PolicyARN", "arn:aws:autoscaling:::" + name)
                    .put("PolicyType", type)
                    .put("CreationTime", 1.7723556E9);
            policy.set(field, new ObjectMapper().readTree(configuration));
            policies.add(policy);
        } catch (JsonProcessingException wrong) {
            throw new IllegalArgumentException(configuration, wrong);
        }
    }

    /** Names the alarm that calls the policy that was added last. */
    void calledBy(String alarm) {
        policies.get(policies.size() - 1)
                .putArray("Alarms")
                .addObject()
                .put("AlarmName", alarm)
                .put("AlarmARN", "arn:aws:cloudwatch:::" + alarm);
    }

    /** Adds what happens at set times; {@code more} is in the words of the API. */
    void scheduled(String id, String dimension, String name, String schedule, String more) {
        try {
            ObjectNode action = registered(id, dimension)
                    .put("ScheduledActionName", name)
                    .put("ScheduledActionARN", "arn:aws:autoscaling:::" + name)
                    .put("Schedule", schedule)
                    .put("CreationTime", 1.7723556E9);
            action.setAll((ObjectNode) new ObjectMapper().readTree(more));
            actions.add(action);
        } catch (JsonProcessingException wrong) {
            throw new IllegalArgumentException(more, wrong);
        }
    }

    private static ObjectNode registered(String id, String dimension) {
        return JSON.objectNode()
                .put("ServiceNamespace", "sagemaker")
                .put("ResourceId", id)
                .put("ScalableDimension", dimension);
    }

    JsonNode answer(String operation) throws AwsError {
        return switch (operation) {
            case "DescribeScalableTargets" -> all("ScalableTargets", targets);
            case "DescribeScalingPolicies" -> all("ScalingPolicies", policies);
            case "DescribeScheduledActions" -> all("ScheduledActions", actions);
            default -> throw new AwsError(400, "UnknownOperationException", operation);
        };
    }

    private static JsonNode all(String field, List<ObjectNode> nodes) {
        ObjectNode answer = JSON.objectNode();
        ArrayNode list = answer.putArray(field);
        nodes.forEach(list::add);
        return answer;
    }
}
