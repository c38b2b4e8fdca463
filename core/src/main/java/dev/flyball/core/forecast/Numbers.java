package dev.flyball.core.forecast;

import java.util.AbstractList;
import java.util.Arrays;
import java.util.List;
import java.util.RandomAccess;

/**
 * Numbers as a list that takes 8 bytes for each, a third of what a list of objects takes. Immutable, and equal to any
 * other list of the same numbers.
 */
final class Numbers extends AbstractList<Double> implements RandomAccess {

    private final double[] values;

    private Numbers(double[] values) {
        this.values = values;
    }

    /** Returns these numbers, which nobody else may change from now on. */
    static Numbers owning(double... values) {
        return new Numbers(values);
    }

    /** Returns these numbers, itself if they are such a list already. */
    static Numbers copyOf(List<Double> numbers) {
        return numbers instanceof Numbers same
                ? same
                : new Numbers(numbers.stream().mapToDouble(Double::doubleValue).toArray());
    }

    /** Returns the number at this place, without an object for it. */
    double at(int index) {
        return values[index];
    }

    /** Returns each of them times a factor. */
    Numbers times(double factor) {
        double[] scaled = new double[values.length];
        Arrays.setAll(scaled, i -> values[i] * factor);
        return new Numbers(scaled);
    }

    @Override
    public Double get(int index) {
        return values[index];
    }

    @Override
    public int size() {
        return values.length;
    }
}
