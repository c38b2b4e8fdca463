package dev.flyball.sagemaker;

import dev.flyball.core.demand.SetPoint;
import dev.flyball.core.demand.SetPoint.Unit;
import dev.flyball.core.port.Platform;
import dev.flyball.core.port.Platform.Burden;
import dev.flyball.core.port.Platform.ExpressionUse;
import dev.flyball.core.port.Platform.SignalKind;
import dev.flyball.core.port.Platform.SizeForm;
import dev.flyball.core.signal.Reads;
import dev.flyball.core.target.ServerSize;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What can be scaled, and by which signals. */
final class Presets {

    static final String INVOCATIONS_PER_INSTANCE = "invocations-per-instance";
    static final String INVOCATIONS_PER_COPY = "invocations-per-copy";
    static final String CONCURRENT_REQUESTS = "concurrent-requests";
    static final String CPU = "cpu";
    static final String GPU = "gpu";
    static final String MEMORY = "memory";
    static final String MODEL_LATENCY = "model-latency";
    static final String BACKLOG = "backlog";
    static final String PROVISIONED_CONCURRENCY = "provisioned-concurrency";
    static final String CLOUDWATCH = "cloudwatch";

    /** All requests of a target, which are counted even where no copy takes them. */
    static final String REQUESTS = "requests";

    private static final Duration MAX_AGE = Duration.ofMinutes(5);
    private static final Duration INTERVAL = Duration.ofSeconds(60);
    private static final Pattern SIZE =
            Pattern.compile("(" + InstanceTypes.NAME.pattern() + ")=(\\d{1,9}(?:\\.\\d{1,9})?)");

    private static final SignalKind PER_SERVER =
            new SignalKind(Unit.PER_SERVER, Optional.empty(), MAX_AGE, Reads.AVERAGE, false);
    private static final SignalKind IN_ALL =
            new SignalKind(Unit.PER_SERVER, Optional.empty(), MAX_AGE, Reads.TOTAL, false);
    private static final SignalKind OF_HARDWARE =
            new SignalKind(Unit.UTILIZATION, Optional.empty(), MAX_AGE, Reads.AVERAGE, true);
    private static final SignalKind OF_PROVISIONED = new SignalKind(
            Unit.UTILIZATION, Optional.of(new SetPoint(Unit.UTILIZATION, 0.7)), MAX_AGE, Reads.AVERAGE, true);

    private Presets() {}

    /** Returns the platforms, one for each kind of target, since each has signals of its own. */
    static List<Platform> platforms() {
        Map<String, SignalKind> common = Map.of(
                CONCURRENT_REQUESTS, PER_SERVER,
                CPU, OF_HARDWARE,
                GPU, OF_HARDWARE,
                MEMORY, OF_HARDWARE.of(Burden.SERVER),
                MODEL_LATENCY, PER_SERVER.of(Burden.REQUEST),
                REQUESTS, IN_ALL);
        Map<String, SignalKind> ofVariants = new HashMap<>(common);
        ofVariants.put(INVOCATIONS_PER_INSTANCE, PER_SERVER);
        ofVariants.put(BACKLOG, IN_ALL.waiting());
        Map<String, SignalKind> ofComponents = new HashMap<>(common);
        ofComponents.put(INVOCATIONS_PER_COPY, PER_SERVER);
        Map<String, SignalKind> ofServerless = Map.of(
                PROVISIONED_CONCURRENCY, OF_PROVISIONED,
                MODEL_LATENCY, PER_SERVER.of(Burden.REQUEST),
                REQUESTS, IN_ALL);
        return List.of(
                platform(Variant.EXAMPLE, Variant.PATH, INVOCATIONS_PER_INSTANCE, ofVariants, Optional.of(sizes())),
                platform(Component.EXAMPLE, Component.PATH, INVOCATIONS_PER_COPY, ofComponents, Optional.empty()),
                platform(
                        ServerlessVariant.EXAMPLE,
                        ServerlessVariant.PATH,
                        PROVISIONED_CONCURRENCY,
                        ofServerless,
                        Optional.empty()));
    }

    /** Returns the signals that any target can be scaled by. */
    static Map<String, SignalKind> ofAnyTarget() {
        return Map.of(
                CLOUDWATCH,
                new SignalKind(Unit.PER_SERVER, Optional.empty(), MAX_AGE, Reads.TOTAL, false, ExpressionUse.REQUIRED));
    }

    private static Platform platform(
            String example,
            Pattern path,
            String defaultSignal,
            Map<String, SignalKind> signals,
            Optional<SizeForm> sizes) {
        return new Platform(
                SageMakerAdapter.SCHEME,
                List.of(new Platform.Form(example, path)),
                INTERVAL,
                defaultSignal,
                signals,
                Optional.empty(),
                sizes);
    }

    private static SizeForm sizes() {
        return new SizeForm("ml.g5.xlarge=1", Presets::size);
    }

    private static Optional<ServerSize> size(String text) {
        Matcher size = SIZE.matcher(text);
        if (!size.matches() || InstanceTypes.isBurstable(size.group(1))) {
            return Optional.empty();
        }
        double capacity = Double.parseDouble(size.group(size.groupCount()));
        return capacity > 0 ? Optional.of(new ServerSize(size.group(1), capacity)) : Optional.empty();
    }
}
