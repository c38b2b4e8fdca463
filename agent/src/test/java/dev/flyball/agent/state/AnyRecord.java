package dev.flyball.agent.state;

import dev.flyball.core.forecast.ErrorHistogram;
import dev.flyball.core.target.Change;
import dev.flyball.core.target.SizeHold;
import dev.flyball.core.target.TargetId;
import dev.flyball.core.target.WriteHold;
import dev.flyball.core.target.WriteMode;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.time.Instant;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.stream.Stream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;

/**
 * Makes any value of a type that is kept, from its components: a component that is added to a record is tried without a
 * change here, and one of a type that nobody has thought of fails.
 */
final class AnyRecord {

    /** A histogram has as many bins as its class says, which keeps the number for itself. */
    private static final int BINS = 65;

    private static final int MOST = 4;

    private AnyRecord() {}

    @SuppressWarnings("unchecked")
    static <T> Arbitrary<T> of(Class<T> type) {
        return (Arbitrary<T>) of((Type) type);
    }

    /** Returns every record, sealed interface and enum that values of {@code type} are made of. */
    static Set<Class<?>> typesOf(Class<?> type) {
        Set<Class<?>> found = new LinkedHashSet<>();
        collect(type, found);
        return found;
    }

    private static void collect(Type type, Set<Class<?>> found) {
        if (type instanceof ParameterizedType generic) {
            Arrays.stream(generic.getActualTypeArguments()).forEach(argument -> collect(argument, found));
        } else if (type instanceof Class<?> plain && (plain.isRecord() || plain.isSealed() || plain.isEnum())) {
            if (found.add(plain)) {
                if (plain.isRecord()) {
                    Arrays.stream(plain.getRecordComponents())
                            .forEach(component -> collect(component.getGenericType(), found));
                } else if (plain.isSealed()) {
                    Arrays.stream(plain.getPermittedSubclasses()).forEach(one -> collect(one, found));
                }
            }
        }
    }

    private static Arbitrary<?> of(Type type) {
        if (type instanceof ParameterizedType generic) {
            List<Arbitrary<?>> arguments = Stream.of(generic.getActualTypeArguments())
                    .<Arbitrary<?>>map(AnyRecord::of)
                    .toList();
            if (generic.getRawType() == Optional.class) {
                return arguments.get(0).optional();
            }
            if (generic.getRawType() == List.class) {
                return arguments.get(0).list().ofMaxSize(MOST);
            }
            if (generic.getRawType() == Map.class) {
                return Arbitraries.maps(arguments.get(0), arguments.get(1)).ofMaxSize(MOST);
            }
        }
        if (type instanceof Class<?> plain) {
            return ofClass(plain);
        }
        throw new AssertionError("say in AnyRecord how to make a " + type);
    }

    private static Arbitrary<?> ofClass(Class<?> type) {
        if (type == int.class) {
            return Arbitraries.integers();
        } else if (type == long.class) {
            return Arbitraries.longs();
        } else if (type == double.class || type == Double.class) {
            return doubles();
        } else if (type == boolean.class) {
            return Arbitraries.of(true, false);
        } else if (type == String.class) {
            return Arbitraries.strings().ofMaxLength(9);
        } else if (type == OptionalInt.class) {
            return Arbitraries.integers()
                    .optional()
                    .map(value -> value.stream().mapToInt(Integer::intValue).findFirst());
        } else if (type == Instant.class) {
            return instants();
        } else if (type == TargetId.class) {
            return Arbitraries.strings()
                    .alpha()
                    .numeric()
                    .withChars("/-:\"\\é")
                    .ofMinLength(1)
                    .map(path -> new TargetId("calm", path));
        } else if (type == ErrorHistogram.class) {
            return Combinators.combine(doubles().list().ofSize(BINS), doubles()).as(ErrorHistogram::new);
        } else if (type == Change.class) {
            Arbitrary<Integer> size = Arbitraries.integers().between(0, 1_000);
            return Combinators.combine(size, size, Arbitraries.strings().ofMaxLength(9))
                    .as((from, to, name) -> new Change(from, to, Optional.of(name)));
        } else if (type == SizeHold.class) {
            return Combinators.combine(Arbitraries.integers().between(0, 1_000), instants())
                    .as(SizeHold::new);
        } else if (type == WriteHold.class) {
            return Combinators.combine(
                            Arbitraries.of(WriteMode.class).filter(mode -> mode != WriteMode.ACT),
                            Arbitraries.strings())
                    .as(WriteHold::new);
        } else if (type.isEnum()) {
            return Arbitraries.of(type.getEnumConstants());
        } else if (type.isSealed()) {
            return Arbitraries.oneOf(Stream.of(type.getPermittedSubclasses())
                    .<Arbitrary<?>>map(AnyRecord::ofClass)
                    .toList());
        } else if (type.isRecord()) {
            return record(type);
        }
        throw new AssertionError("say in AnyRecord how to make a " + type);
    }

    private static Arbitrary<Double> doubles() {
        return Arbitraries.doubles()
                .withSpecialValue(Double.NaN)
                .withSpecialValue(Double.POSITIVE_INFINITY)
                .withSpecialValue(Double.NEGATIVE_INFINITY)
                .withSpecialValue(Double.MIN_VALUE);
    }

    private static Arbitrary<Instant> instants() {
        return Combinators.combine(
                        Arbitraries.longs().between(-1L << 36, 1L << 36),
                        Arbitraries.integers().between(0, 999_999_999))
                .as(Instant::ofEpochSecond);
    }

    private static Arbitrary<?> record(Class<?> type) {
        RecordComponent[] components = type.getRecordComponents();
        List<Arbitrary<Object>> values = Stream.of(components)
                .map(component -> of(component.getGenericType()).<Object>map(value -> value))
                .toList();
        return Combinators.combine(values).as(arguments -> {
            try {
                return type.getDeclaredConstructor(Stream.of(components)
                                .map(RecordComponent::getType)
                                .toArray(Class<?>[]::new))
                        .newInstance(arguments.toArray());
            } catch (ReflectiveOperationException odd) {
                throw new AssertionError("say in AnyRecord which values " + type + " allows", odd);
            }
        });
    }
}
