package dev.flyball.sagemaker;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Optional;

/** A variant's numbers, which an update changes from current to desired. */
record EmulatedVariant(String name, int current, int desired, Optional<Integer> mostAtOnce) {

    EmulatedVariant asked(int number) {
        return new EmulatedVariant(name, current, number, mostAtOnce);
    }

    EmulatedVariant done() {
        return new EmulatedVariant(name, desired, desired, mostAtOnce);
    }

    EmulatedVariant undone() {
        return new EmulatedVariant(name, current, current, mostAtOnce);
    }

    ObjectNode json() {
        ObjectNode json = JsonNodeFactory.instance.objectNode().put("VariantName", name);
        if (mostAtOnce.isPresent()) {
            json.putObject("CurrentServerlessConfig")
                    .put("MemorySizeInMB", 2048)
                    .put("MaxConcurrency", mostAtOnce.get())
                    .put("ProvisionedConcurrency", current);
            json.putObject("DesiredServerlessConfig")
                    .put("MemorySizeInMB", 2048)
                    .put("MaxConcurrency", mostAtOnce.get())
                    .put("ProvisionedConcurrency", desired);
            return json;
        }
        return json.put("CurrentInstanceCount", current)
                .put("DesiredInstanceCount", desired)
                .put("CurrentWeight", 1.0)
                .put("DesiredWeight", 1.0);
    }
}
