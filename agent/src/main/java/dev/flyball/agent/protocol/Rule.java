package dev.flyball.agent.protocol;

/**
 * What to decide by.
 *
 * @param preset one of {@link dev.flyball.core.policy.Presets#names()}
 * @param utilization the fraction of what a server can carry that it should carry
 * @param signal what to look at
 */
public record Rule(String preset, double utilization, Signal signal) {}
