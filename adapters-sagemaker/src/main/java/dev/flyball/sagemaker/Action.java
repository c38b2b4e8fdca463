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

    static Action describe(String endpoint) {
        return new Action("sagemaker:DescribeEndpoint", "endpoint " + endpoint, arn(endpoint));
    }

    static Action resize(Variant variant) {
        return new Action("sagemaker:UpdateEndpointWeightsAndCapacities", variant.toString(), arn(variant.endpoint()));
    }

    static Action readMetrics() {
        return new Action("cloudwatch:GetMetricData", "metrics of CloudWatch", "*");
    }

    // SageMaker writes names in ARNs in lower case, and IAM compares them letter by letter.
    private static String arn(String endpoint) {
        return "arn:aws:sagemaker:*:*:endpoint/" + endpoint.toLowerCase(Locale.ROOT);
    }

    /** Returns the policy statement that grants this right on {@code granted}. */
    String statement(String granted) {
        return "{\"Effect\":\"Allow\",\"Action\":\"" + name + "\",\"Resource\":\"" + granted + "\"}";
    }
}
