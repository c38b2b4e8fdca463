package dev.flyball.agent.schedule;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.flyball.agent.schedule.CronSchedule.Entry;
import dev.flyball.core.result.Result;
import dev.flyball.core.target.Bounds;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.util.List;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CronScheduleTest {

    private static final Bounds ALWAYS = new Bounds(1, 10);
    private static final ZoneId BERLIN = ZoneId.of("Europe/Berlin");
    private static final ZoneId NEW_YORK = ZoneId.of("America/New_York");

    private static Entry min(String cron, ZoneId zone, int min) {
        return new Entry(cron(cron), zone, OptionalInt.of(min), OptionalInt.empty());
    }

    private static Entry max(String cron, ZoneId zone, int max) {
        return new Entry(cron(cron), zone, OptionalInt.empty(), OptionalInt.of(max));
    }

    private static CronExpression cron(String text) {
        return ((Result.Ok<CronExpression>) CronExpression.parse(text)).value();
    }

    private static Instant at(String time) {
        return OffsetDateTime.parse(time).toInstant();
    }

    @ParameterizedTest
    @CsvSource({
        "2026-11-20T07:59:59+01:00, 1", // a Friday
        "2026-11-20T08:00:00+01:00, 4",
        "2026-11-20T17:59:59+01:00, 4",
        "2026-11-20T18:00:00+01:00, 1",
        "2026-11-22T12:00:00+01:00, 1", // a Sunday
        "2026-11-23T08:00:00+01:00, 4"
    })
    void anEntryIsInForceUntilTheNextOneFires(String time, int min) {
        CronSchedule schedule =
                new CronSchedule(List.of(min("0 8 * * 1-5", BERLIN, 4), min("0 18 * * 1-5", BERLIN, 1)));

        assertThat(schedule.at(at(time), ALWAYS)).isEqualTo(new Bounds(min, 10));
    }

    @Test
    void whatFiredLongAgoIsStillInForce() {
        CronSchedule schedule = new CronSchedule(List.of(min("0 0 29 2 *", BERLIN, 4)));

        assertThat(schedule.at(at("2026-11-22T12:00:00+01:00"), ALWAYS)).isEqualTo(new Bounds(4, 10));
    }

    @Test
    void anEntryWithMaxAloneKeepsTheMin() {
        CronSchedule schedule = new CronSchedule(List.of(max("0 0 * * *", BERLIN, 3)));

        assertThat(schedule.at(at("2026-11-22T12:00:00+01:00"), ALWAYS)).isEqualTo(new Bounds(1, 3));
    }

    @Test
    void anEntryTakesNothingFromTheOneBefore() {
        CronSchedule schedule = new CronSchedule(List.of(max("0 6 * * *", BERLIN, 3), min("0 7 * * *", BERLIN, 2)));

        assertThat(schedule.at(at("2026-11-22T12:00:00+01:00"), ALWAYS)).isEqualTo(new Bounds(2, 10));
    }

    @Test
    void ofEntriesThatFireAtOnceTheLastWins() {
        CronSchedule schedule = new CronSchedule(List.of(min("0 6 * * *", BERLIN, 3), min("0 6 * * *", BERLIN, 2)));

        assertThat(schedule.at(at("2026-11-22T12:00:00+01:00"), ALWAYS)).isEqualTo(new Bounds(2, 10));
    }

    @Test
    void eachEntryHasClocksOfItsOwn() {
        CronSchedule schedule = new CronSchedule(List.of(min("0 8 * * *", BERLIN, 4), min("0 8 * * *", NEW_YORK, 2)));

        assertThat(schedule.at(at("2026-11-22T12:59:00Z"), ALWAYS)).isEqualTo(new Bounds(4, 10));
        assertThat(schedule.at(at("2026-11-22T13:00:00Z"), ALWAYS)).isEqualTo(new Bounds(2, 10));
    }

    @ParameterizedTest
    @CsvSource({
        "Europe/Berlin, 2026-03-28T08:00:00+01:00, 2026-03-29T07:59:00+02:00, 2026-03-29T08:00:00+02:00",
        "Europe/Berlin, 2026-10-24T08:00:00+02:00, 2026-10-25T07:59:00+01:00, 2026-10-25T08:00:00+01:00",
        "America/New_York, 2026-03-07T08:00:00-05:00, 2026-03-08T07:59:00-04:00, 2026-03-08T08:00:00-04:00",
        "America/New_York, 2026-10-31T08:00:00-04:00, 2026-11-01T07:59:00-05:00, 2026-11-01T08:00:00-05:00"
    })
    void eightIsEightOnTheDayThatClocksChange(String zone, String yesterday, String before, String today) {
        CronExpression cron = cron("0 8 * * *");

        assertThat(cron.lastFiring(at(before), ZoneId.of(zone))).contains(at(yesterday));
        assertThat(cron.lastFiring(at(today), ZoneId.of(zone))).contains(at(today));
    }

    @ParameterizedTest
    @CsvSource({
        "Europe/Berlin, 2026-03-28T02:30:00+01:00, 2026-03-29T01:59:59+01:00, 2026-03-29T03:00:00+02:00",
        "America/New_York, 2026-03-07T02:30:00-05:00, 2026-03-08T01:59:59-05:00, 2026-03-08T03:00:00-04:00"
    })
    void whatIsInTheSkippedHourFiresWhenItIsSkipped(String zone, String yesterday, String before, String after) {
        CronExpression cron = cron("30 2 * * *");

        assertThat(cron.lastFiring(at(before), ZoneId.of(zone))).contains(at(yesterday));
        assertThat(cron.lastFiring(at(after), ZoneId.of(zone))).contains(at(after));
    }

    @ParameterizedTest
    @CsvSource({
        "Europe/Berlin, 30 2 * * *, 2026-10-25T02:30:00+02:00, 2026-10-25T02:00:00+01:00",
        "Europe/Berlin, 30 2 * * *, 2026-10-25T02:30:00+02:00, 2026-10-25T02:45:00+01:00",
        "Europe/Berlin, 30 2 * * *, 2026-10-25T02:30:00+02:00, 2026-10-25T03:00:00+01:00",
        "America/New_York, 30 1 * * *, 2026-11-01T01:30:00-04:00, 2026-11-01T01:00:00-05:00",
        "America/New_York, 30 1 * * *, 2026-11-01T01:30:00-04:00, 2026-11-01T01:45:00-05:00"
    })
    void whatIsInTheDoubledHourFiresTheFirstTimeOnly(String zone, String text, String firing, String later) {
        CronExpression cron = cron(text);

        assertThat(cron.lastFiring(at(firing), ZoneId.of(zone))).contains(at(firing));
        assertThat(cron.lastFiring(at(later), ZoneId.of(zone))).contains(at(firing));
    }

    @Test
    void nothingFiresInTheDoubledHourBeforeItsTime() {
        assertThat(cron("30 2 * * *").lastFiring(at("2026-10-25T02:29:59+02:00"), BERLIN))
                .contains(at("2026-10-24T02:30:00+02:00"));
    }

    @Test
    void noFiringEverLiesInTheFutureOrBeforeAnEarlierOne() {
        CronExpression cron = cron("*/20 * * * *");
        for (String start : List.of("2026-03-29T00:00:00Z", "2026-10-25T00:00:00Z")) {
            Instant last = Instant.MIN;
            for (int minutes = 0; minutes < 240; minutes++) {
                Instant now = at(start).plusSeconds(minutes * 60L);
                Instant firing = cron.lastFiring(now, BERLIN).orElseThrow();
                assertThat(firing).isBeforeOrEqualTo(now).isAfterOrEqualTo(last);
                last = firing;
            }
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "0 25 * * *|Value 25 not in range [0, 23]",
                "0 8 * *|Cron expression contains 4 parts but we expect one of [5]",
                "0 0 30 2 *|there is no such day",
                "@daily|Nicknames not supported!"
            })
    void whatIsNoExpressionIsRefused(String text, String why) {
        assertThat(CronExpression.parse(text)).isInstanceOfSatisfying(Result.Failed.class, failed -> assertThat(
                        failed.fault().message())
                .isEqualTo(why));
    }

    @Test
    void expressionsAreEqualIfWrittenAlike() {
        assertThat(cron("0 8 * * *"))
                .isEqualTo(cron("0 8 * * *"))
                .hasSameHashCodeAs(cron("0 8 * * *"))
                .isNotEqualTo(cron("0 9 * * *"))
                .hasToString("0 8 * * *");
    }

    @Test
    void aScheduleNeedsAnEntry() {
        assertThatThrownBy(() -> new CronSchedule(List.of()))
                .hasMessage("a schedule without entries: must have at least one");
    }
}
