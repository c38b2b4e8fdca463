package dev.flyball.sagemaker;

import java.util.regex.Pattern;

/** A production variant that runs on instances: of a real-time endpoint, or of an asynchronous one. */
record Variant(String endpoint, String name) implements Resource {

    static final String EXAMPLE = "sagemaker:variant/ENDPOINT/VARIANT";

    static final Pattern PATH = Resource.path("variant", 2);

    static final String DIMENSION = "sagemaker:variant:DesiredInstanceCount";

    @Override
    public String scalableId() {
        return "endpoint/" + endpoint + "/variant/" + name;
    }

    @Override
    public String dimension() {
        return DIMENSION;
    }

    @Override
    public String toString() {
        return "variant " + name + " of endpoint " + endpoint;
    }
}
