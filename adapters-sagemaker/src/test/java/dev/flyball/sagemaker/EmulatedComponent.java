package dev.flyball.sagemaker;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.Optional;

/** An inference component with its states, which change as its clock goes on. */
final class EmulatedComponent {

    private final String name;
    private String status = "InService";
    private Optional<String> failureReason = Optional.empty();
    private Optional<EmulatedUpdate> update = Optional.empty();
    private int current;
    private int desired;
    private Instant modified;
    private Instant changesAt = Instant.MAX;

    EmulatedComponent(String name, int copies, Instant now) {
        this.name = name;
        this.current = copies;
        this.desired = copies;
        this.modified = now;
    }

    Instant modified() {
        return modified;
    }

    int current() {
        return current;
    }

    String name() {
        return name;
    }

    void become(String state, Optional<String> reason, Instant now) {
        status = state;
        failureReason = reason;
        modified = now;
    }

    void begin(EmulatedUpdate how, int copies, Instant now) throws AwsError {
        if (!status.equals("InService")) {
            throw AwsError.invalid("Cannot update in-progress inference component \"" + name + "\".");
        }
        update = Optional.of(how);
        desired = copies;
        become("Updating", Optional.empty(), now);
        changesAt = now.plus(how.takes());
        advance(now);
    }

    void advance(Instant now) {
        if (update.isPresent() && !now.isBefore(changesAt)) {
            Optional<String> failure = update.get().failure();
            update = Optional.empty();
            if (failure.isPresent()) {
                desired = current;
            } else {
                current = desired;
            }
            become("InService", failure, changesAt);
        }
    }

    ObjectNode json() {
        ObjectNode json = JsonNodeFactory.instance
                .objectNode()
                .put("InferenceComponentName", name)
                .put("InferenceComponentArn", "arn:aws:sagemaker:us-east-1:123456789012:inference-component/" + name)
                .put("EndpointName", "pool")
                .put("VariantName", "AllTraffic")
                .put("InferenceComponentStatus", status)
                .put("LastModifiedTime", modified.toEpochMilli() / 1000.0);
        failureReason.ifPresent(reason -> json.put("FailureReason", reason));
        json.putObject("RuntimeConfig").put("DesiredCopyCount", desired).put("CurrentCopyCount", current);
        return json;
    }
}
