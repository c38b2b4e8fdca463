package dev.flyball.sagemaker;

import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * How many cores and GPUs an instance type has, by which CloudWatch's sums over them become fractions. Sizes mean the
 * same number of cores in almost every family, so that new families need no entry; GPUs are listed.
 */
final class InstanceTypes {

    /** Only names of this form can be put in a request. */
    static final Pattern NAME = Pattern.compile("ml\\.([a-z0-9-]+)\\.(medium|large|(\\d{0,3})xlarge)");

    private static final Set<String> BURSTABLE = Set.of("t2", "t3", "t3a", "t4g");
    private static final int CORES_OF_XLARGE = 4;
    private static final Map<String, Integer> OTHER_CORES = Map.of("ml.c4.8xlarge", 36);

    /** The families whose sizes from 12xlarge to 24xlarge have four GPUs, the smaller ones one. */
    private static final Set<String> GRAPHICS = Set.of("g4dn", "g5", "g6", "g6e", "gr6");

    private static final Map<String, Integer> GPUS = Map.ofEntries(
            Map.entry("ml.p2.xlarge", 1),
            Map.entry("ml.p2.8xlarge", 8),
            Map.entry("ml.p2.16xlarge", 16),
            Map.entry("ml.p3.2xlarge", 1),
            Map.entry("ml.p3.8xlarge", 4),
            Map.entry("ml.p3.16xlarge", 8),
            Map.entry("ml.p3dn.24xlarge", 8),
            Map.entry("ml.p4d.24xlarge", 8),
            Map.entry("ml.p4de.24xlarge", 8),
            Map.entry("ml.p5.4xlarge", 1),
            Map.entry("ml.p5.48xlarge", 8),
            Map.entry("ml.p5e.48xlarge", 8),
            Map.entry("ml.p5en.48xlarge", 8),
            Map.entry("ml.p6-b200.48xlarge", 8),
            Map.entry("ml.g4dn.16xlarge", 1),
            Map.entry("ml.g5.16xlarge", 1),
            Map.entry("ml.g5.48xlarge", 8),
            Map.entry("ml.g6.16xlarge", 1),
            Map.entry("ml.g6.48xlarge", 8),
            Map.entry("ml.g6e.16xlarge", 1),
            Map.entry("ml.g6e.48xlarge", 8));

    private InstanceTypes() {}

    /** Tells whether a type only lends its speed, which makes its load say nothing. */
    static boolean isBurstable(String type) {
        return family(type).filter(BURSTABLE::contains).isPresent();
    }

    /** Returns how many cores a type has, or empty if that is not known. */
    static OptionalInt cores(String type) {
        Matcher name = NAME.matcher(type);
        if (!name.matches()) {
            return OptionalInt.empty();
        }
        if (OTHER_CORES.containsKey(type)) {
            return OptionalInt.of(OTHER_CORES.get(type));
        }
        return OptionalInt.of(
                switch (name.group(2)) {
                    case "medium" -> isBurstable(type) ? 2 : 1;
                    case "large" -> 2;
                    default -> CORES_OF_XLARGE * times(name.group(3));
                });
    }

    /** Returns how many GPUs a type has, or empty if it has none or that is not known. */
    static OptionalInt gpus(String type) {
        if (GPUS.containsKey(type)) {
            return OptionalInt.of(GPUS.get(type));
        }
        Matcher name = NAME.matcher(type);
        if (!name.matches() || name.group(3) == null || !GRAPHICS.contains(name.group(1))) {
            return OptionalInt.empty();
        }
        int times = times(name.group(3));
        if (times <= 8) {
            return OptionalInt.of(1);
        }
        return times == 12 || times == 24 ? OptionalInt.of(4) : OptionalInt.empty();
    }

    private static int times(String digits) {
        return digits.isEmpty() ? 1 : Integer.parseInt(digits);
    }

    private static Optional<String> family(String type) {
        Matcher name = NAME.matcher(type);
        return name.matches() ? Optional.of(name.group(1)) : Optional.empty();
    }
}
