/**
 * Bounds that change at set times of the day and week, told by cron expressions. What an expression means is left to a
 * library; what becomes of it where clocks are changed is decided here.
 */
package dev.flyball.agent.schedule;
