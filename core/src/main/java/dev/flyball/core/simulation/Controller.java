package dev.flyball.core.simulation;

/** Decides the size of a simulated fleet. Called from one thread, in the order of simulated time. */
@FunctionalInterface
public interface Controller {

    /** Returns how many servers there should be; the bounds are applied to the answer. */
    int decide(Look look);
}
