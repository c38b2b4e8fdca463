package dev.flyball.agent.schedule;

import com.cronutils.model.CronType;
import com.cronutils.model.definition.CronDefinitionBuilder;
import com.cronutils.model.time.ExecutionTime;
import com.cronutils.parser.CronParser;
import dev.flyball.core.result.Fault;
import dev.flyball.core.result.Result;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.temporal.ChronoUnit;
import java.time.zone.ZoneOffsetTransition;
import java.util.Objects;
import java.util.Optional;

/**
 * Five fields as cron reads them: minute, hour, day of month, month, day of week.
 *
 * <p>Where clocks are put forward, what would be in the hour that is skipped happens as soon as it is skipped. Where
 * they are put back, what is in the hour that comes twice happens the first time only. Thus each firing happens once,
 * and none overtakes another. Immutable; equal if written alike.
 */
public final class CronExpression {

    private static final ZonedDateTime AFTER_A_LEAP_DAY = ZonedDateTime.of(2024, 3, 1, 0, 0, 0, 0, ZoneOffset.UTC);

    private final String text;
    private final ExecutionTime times;

    private CronExpression(String text, ExecutionTime times) {
        this.text = text;
        this.times = times;
    }

    /** Returns the expression that {@code text} is, or an {@code INVALID} fault that says why it is none. */
    public static Result<CronExpression> parse(String text) {
        try {
            ExecutionTime times = ExecutionTime.forCron(
                    new CronParser(CronDefinitionBuilder.instanceDefinitionFor(CronType.UNIX)).parse(text));
            // Just after a leap day, so that every day that there is has been within a year or two.
            boolean fires = times.lastExecution(AFTER_A_LEAP_DAY).isPresent();
            return fires
                    ? Result.ok(new CronExpression(text, times))
                    : Result.failed(Fault.Kind.INVALID, "there is no such day");
        } catch (IllegalArgumentException e) {
            String why = String.valueOf(e.getMessage()).replace("Failed to parse cron expression. ", "");
            return Result.failed(Fault.Kind.INVALID, why);
        }
    }

    /** Returns when this last happened in {@code zone}, at {@code now} at the latest; empty if it never did. */
    public Optional<Instant> lastFiring(Instant now, ZoneId zone) {
        // The library looks before the minute it is given, and is given times without any change of clocks.
        LocalDateTime before =
                latestLocal(now, zone).truncatedTo(ChronoUnit.MINUTES).plusMinutes(1);
        return times.lastExecution(before.atZone(ZoneOffset.UTC))
                .map(firing -> instant(firing.toLocalDateTime(), zone));
    }

    /** The latest time that clocks have shown by now: while an hour comes again, that is its end. */
    private static LocalDateTime latestLocal(Instant now, ZoneId zone) {
        LocalDateTime local = LocalDateTime.ofInstant(now, zone);
        ZoneOffsetTransition change = zone.getRules().getTransition(local);
        boolean again = change != null && zone.getRules().getOffset(now).equals(change.getOffsetAfter());
        return again ? change.getDateTimeBefore().minusNanos(1) : local;
    }

    private static Instant instant(LocalDateTime local, ZoneId zone) {
        ZoneOffsetTransition change = zone.getRules().getTransition(local);
        return change != null && change.isGap()
                ? change.getInstant()
                : local.atZone(zone).toInstant();
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof CronExpression cron && cron.text.equals(text);
    }

    @Override
    public int hashCode() {
        return Objects.hash(text);
    }

    @Override
    public String toString() {
        return text;
    }
}
