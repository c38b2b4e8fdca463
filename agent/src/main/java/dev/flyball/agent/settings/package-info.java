/**
 * The agent's settings: one table of {@code FLYBALL_} variables, which is read into {@link Settings} or into all its
 * problems at once, and from which the reference in {@code docs/settings.md} is written.
 *
 * <p>A new setting is one entry of {@link SettingsTable} and the place that uses it: {@link TargetReader} reads a
 * target, with a reader for each subject. Nothing here knows an adapter; what depends on the platform comes from
 * {@link dev.flyball.core.port.Platform}.
 */
package dev.flyball.agent.settings;
