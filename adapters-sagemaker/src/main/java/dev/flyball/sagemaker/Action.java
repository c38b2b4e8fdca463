package dev.flyball.sagemaker;

import java.util.Locale;

/**
 * A call to AWS as IAM knows it.
 *
 * @param name the right it needs, such as {@code sagemaker:DescribeEndpoint}
 * @param subject what it is about, for people
 * @param resource what a policy must name, where AWS does not tell it
 */
record Action(String name, String subject, String resource) {

    private static final String ANY = "*";

    static Action describe(String endpoint) {
        return new Action("sagemaker:DescribeEndpoint", "endpoint " + endpoint, arn("endpoint", endpoint));
    }

    static Action listEndpoints() {
        return new Action("sagemaker:ListEndpoints", "the endpoints that changed", ANY);
    }

    static Action describeComponent(String name) {
        return new Action(
                "sagemaker:DescribeInferenceComponent",
                "inference component " + name,
                arn("inference-component", name));
    }

    static Action listComponents() {
        return new Action("sagemaker:ListInferenceComponents", "the inference components that changed", ANY);
    }

    static Action describeConfig(String config) {
        return new Action(
                "sagemaker:DescribeEndpointConfig", "endpoint configuration " + config, arn("endpoint-config", config));
    }

    static Action resize(Resource resource) {
        if (resource instanceof Component component) {
            return new Action(
                    "sagemaker:UpdateInferenceComponentRuntimeConfig",
                    component.toString(),
                    arn("inference-component", component.name()));
        }
        Variant variant = resource instanceof ServerlessVariant serverless ? serverless.variant() : (Variant) resource;
        return new Action(
                "sagemaker:UpdateEndpointWeightsAndCapacities",
                resource.toString(),
                arn("endpoint", variant.endpoint()));
    }

    static Action update(Variant variant) {
        return new Action("sagemaker:UpdateEndpoint", variant.toString(), arn("endpoint", variant.endpoint()));
    }

    static Action createConfig(String config) {
        return new Action(
                "sagemaker:CreateEndpointConfig", "endpoint configuration " + config, arn("endpoint-config", config));
    }

    static Action listConfigs() {
        return new Action("sagemaker:ListEndpointConfigs", "endpoint configurations made by Flyball", ANY);
    }

    static Action listTags(String config) {
        return new Action("sagemaker:ListTags", "endpoint configuration " + config, arn("endpoint-config", config));
    }

    static Action deleteConfig(String config) {
        return new Action(
                "sagemaker:DeleteEndpointConfig", "endpoint configuration " + config, arn("endpoint-config", config));
    }

    static Action readMetrics() {
        return new Action("cloudwatch:GetMetricData", "metrics of CloudWatch", ANY);
    }

    static Action listScalableTargets() {
        return new Action(
                "application-autoscaling:DescribeScalableTargets", "what Application Auto Scaling scales too", ANY);
    }

    static Action listScalingPolicies() {
        return new Action(
                "application-autoscaling:DescribeScalingPolicies", "what Application Auto Scaling scales too", ANY);
    }

    static Action listScheduledActions() {
        return new Action(
                "application-autoscaling:DescribeScheduledActions",
                "what Application Auto Scaling does at set times",
                ANY);
    }

    static Action describeAlarms() {
        return new Action("cloudwatch:DescribeAlarms", "the alarms that call step scaling", ANY);
    }

    // SageMaker writes names in ARNs in lower case, and IAM compares them letter by letter.
    private static String arn(String kind, String name) {
        return "arn:aws:sagemaker:*:*:" + kind + "/" + name.toLowerCase(Locale.ROOT);
    }

    /** Returns the policy statement that grants this right on {@code granted}. */
    String statement(String granted) {
        return "{\"Effect\":\"Allow\",\"Action\":\"" + name + "\",\"Resource\":\"" + granted + "\"}";
    }
}
