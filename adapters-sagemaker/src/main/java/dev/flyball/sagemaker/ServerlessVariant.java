package dev.flyball.sagemaker;

import java.util.regex.Pattern;

/** A serverless production variant, whose servers are the requests it is provisioned to serve at once. */
record ServerlessVariant(Variant variant) implements Resource {

    static final String EXAMPLE = "sagemaker:serverless/ENDPOINT/VARIANT";

    static final Pattern PATH = Resource.path("serverless", 2);

    static final String DIMENSION = "sagemaker:variant:DesiredProvisionedConcurrency";

    @Override
    public String scalableId() {
        return variant.scalableId();
    }

    @Override
    public String dimension() {
        return DIMENSION;
    }

    @Override
    public String toString() {
        return "serverless " + variant;
    }
}
