package dev.flyball.sagemaker;

import java.util.regex.Pattern;

/** An inference component, whose servers are its copies. */
record Component(String name) implements Resource {

    static final String EXAMPLE = "sagemaker:inference-component/NAME";

    static final Pattern PATH = Resource.path("inference-component", 1);

    static final String DIMENSION = "sagemaker:inference-component:DesiredCopyCount";

    @Override
    public String scalableId() {
        return "inference-component/" + name;
    }

    @Override
    public String dimension() {
        return DIMENSION;
    }

    @Override
    public String toString() {
        return "inference component " + name;
    }
}
