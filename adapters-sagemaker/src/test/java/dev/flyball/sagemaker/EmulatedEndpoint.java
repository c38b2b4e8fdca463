package dev.flyball.sagemaker;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;

/** An endpoint with its states, which change as its clock goes on. */
final class EmulatedEndpoint {

    private final String name;
    private final boolean asynchronous;
    private final Map<String, EmulatedVariant> variants = new LinkedHashMap<>();
    private final List<String> history = new ArrayList<>();
    private String status = "InService";
    private String config;
    private Optional<String> configBefore = Optional.empty();
    private Optional<String> failureReason = Optional.empty();
    private Optional<EmulatedUpdate> update = Optional.empty();
    private Instant modified;
    private Instant changesAt = Instant.MAX;

    EmulatedEndpoint(String name, String config, boolean asynchronous, Instant now) {
        this.name = name;
        this.config = config;
        this.asynchronous = asynchronous;
        this.modified = now;
    }

    String name() {
        return name;
    }

    String config() {
        return config;
    }

    String status() {
        return status;
    }

    Instant modified() {
        return modified;
    }

    Map<String, EmulatedVariant> variants() {
        return variants;
    }

    /** Returns every number of servers that it had at rest or was updated to, in order. */
    List<String> history() {
        return List.copyOf(history);
    }

    void put(EmulatedVariant variant) {
        variants.put(variant.name(), variant);
    }

    void become(String state, Optional<String> reason, Instant now) {
        status = state;
        failureReason = reason;
        modified = now;
    }

    /** Fails as SageMaker does while something is going on, whoever asks. */
    void begin(EmulatedUpdate how, Optional<String> newConfig, Instant now) throws AwsError {
        if (!status.equals("InService")) {
            throw AwsError.invalid("Cannot update in-progress endpoint \"" + arn() + "\".");
        }
        update = Optional.of(how);
        configBefore = newConfig.map(any -> config);
        newConfig.ifPresent(one -> config = one);
        become("Updating", Optional.empty(), now);
        history.add("Updating");
        changesAt = now.plus(how.takes());
        advance(now);
    }

    /** Does what time does. */
    void advance(Instant now) {
        while (update.isPresent() && !now.isBefore(changesAt)) {
            EmulatedUpdate how = update.get();
            if (status.equals("Updating")
                    && how.failure().isPresent()
                    && !how.rollingBack().isZero()) {
                become("RollingBack", Optional.empty(), changesAt);
                history.add("RollingBack");
                changesAt = changesAt.plus(how.rollingBack());
            } else {
                finish(how);
            }
        }
    }

    private void finish(EmulatedUpdate how) {
        update = Optional.empty();
        boolean failed = how.failure().isPresent();
        all(failed ? EmulatedVariant::undone : EmulatedVariant::done);
        if (failed) {
            configBefore.ifPresent(before -> config = before);
        }
        become("InService", how.failure(), changesAt);
        history.add("InService");
    }

    private void all(UnaryOperator<EmulatedVariant> change) {
        variants.replaceAll((key, variant) -> change.apply(variant));
    }

    String arn() {
        return "arn:aws:sagemaker:us-east-1:123456789012:endpoint/" + name.toLowerCase(Locale.ROOT);
    }

    ObjectNode json() {
        ObjectNode json = JsonNodeFactory.instance
                .objectNode()
                .put("EndpointName", name)
                .put("EndpointArn", arn())
                .put("EndpointConfigName", config)
                .put("EndpointStatus", status)
                .put("CreationTime", modified.toEpochMilli() / 1000.0)
                .put("LastModifiedTime", modified.toEpochMilli() / 1000.0);
        failureReason.ifPresent(reason -> json.put("FailureReason", reason));
        if (asynchronous) {
            json.putObject("AsyncInferenceConfig").putObject("OutputConfig").put("S3OutputPath", "s3://out/");
        }
        variants.values()
                .forEach(variant -> json.withArray("ProductionVariants").add(variant.json()));
        return json;
    }
}
