package dev.flyball.sagemaker;

import dev.flyball.core.result.Fault;
import dev.flyball.core.result.Result;
import dev.flyball.sagemaker.RegisteredTarget.Timed;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalInt;
import software.amazon.awssdk.services.applicationautoscaling.model.ScalableTargetAction;
import software.amazon.awssdk.services.applicationautoscaling.model.ScheduledAction;

/** Says what happens at set times in Flyball's words. */
final class ScheduledActions {

    private static final String UTC = "UTC";

    private ScheduledActions() {}

    static Result<Timed> timed(ScheduledAction action, Instant now) {
        ScalableTargetAction bounds = action.scalableTargetAction();
        if (bounds == null || bounds.minCapacity() == null && bounds.maxCapacity() == null) {
            return unsaid(action, "sets neither MinCapacity nor MaxCapacity");
        }
        if (action.endTime() != null && !now.isBefore(action.endTime())) {
            return unsaid(action, "has ended at " + action.endTime());
        }
        if (action.startTime() != null && now.isBefore(action.startTime())) {
            return unsaid(
                    action,
                    "begins at " + action.startTime() + ", and FLYBALL_SCHEDULE holds from now on; import again then");
        }
        String when = String.valueOf(action.schedule());
        if (when.startsWith("at(")) {
            return unsaid(
                    action,
                    "happens once, " + when + ", and FLYBALL_SCHEDULE repeats; change FLYBALL_MIN_SERVERS and"
                            + " FLYBALL_MAX_SERVERS then");
        }
        if (!when.startsWith("cron(") || !when.endsWith(")")) {
            return unsaid(
                    action,
                    "happens at " + when + ", counted from when it was made, and FLYBALL_SCHEDULE goes by the clock;"
                            + " say when in cron's fields");
        }
        Result<String> cron = AwsCron.fiveFields(when.substring("cron(".length(), when.length() - 1));
        return cron instanceof Result.Failed<String> failed
                ? unsaid(action, "happens at " + when + ": " + failed.fault().message())
                : cron.then(fields -> Result.ok(new Timed(
                        action.scheduledActionName(),
                        fields,
                        Optional.ofNullable(action.timezone()).orElse(UTC),
                        number(bounds.minCapacity()),
                        number(bounds.maxCapacity()),
                        Optional.ofNullable(action.endTime()))));
    }

    private static OptionalInt number(Integer servers) {
        return servers == null ? OptionalInt.empty() : OptionalInt.of(servers);
    }

    private static Result<Timed> unsaid(ScheduledAction action, String why) {
        return Result.failed(Fault.Kind.UNSUPPORTED, "scheduled action " + action.scheduledActionName() + " " + why);
    }
}
