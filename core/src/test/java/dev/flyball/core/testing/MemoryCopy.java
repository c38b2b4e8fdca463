package dev.flyball.core.testing;

import dev.flyball.core.decision.Memory;
import java.lang.reflect.RecordComponent;
import java.time.Instant;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/** Takes a memory apart down to its numbers and times and makes another of them, as writing and reading would. */
public final class MemoryCopy {

    private MemoryCopy() {}

    public static Memory of(Memory memory) {
        return (Memory) copy(memory);
    }

    private static Object copy(Object value) {
        if (value instanceof Record record) {
            return copyRecord(record);
        }
        if (value instanceof Optional<?> optional) {
            return optional.map(MemoryCopy::copy);
        }
        if (value instanceof OptionalInt number) {
            return number.isPresent() ? OptionalInt.of(number.getAsInt()) : OptionalInt.empty();
        }
        if (value instanceof Collection<?> list) {
            return List.copyOf(list.stream().map(MemoryCopy::copy).toList());
        }
        if (value instanceof Map<?, ?> map) {
            Map<Object, Object> copied = new LinkedHashMap<>();
            map.forEach((key, item) -> copied.put(copy(key), copy(item)));
            return copied;
        }
        if (value instanceof Instant instant) {
            return Instant.parse(instant.toString());
        }
        if (value instanceof Boolean
                || value instanceof Integer
                || value instanceof Double
                || value instanceof String) {
            return value;
        }
        throw new IllegalArgumentException(value.getClass() + " cannot be written down");
    }

    private static Record copyRecord(Record record) {
        try {
            RecordComponent[] components = record.getClass().getRecordComponents();
            Class<?>[] types = new Class<?>[components.length];
            Object[] values = new Object[components.length];
            for (int i = 0; i < components.length; i++) {
                types[i] = components[i].getType();
                components[i].getAccessor().setAccessible(true);
                values[i] = copy(components[i].getAccessor().invoke(record));
            }
            return record.getClass().getDeclaredConstructor(types).newInstance(values);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(record + " cannot be made anew", e);
        }
    }
}
