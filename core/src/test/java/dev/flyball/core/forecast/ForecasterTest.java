package dev.flyball.core.forecast;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.within;

import dev.flyball.core.forecast.Forecast.Cause;
import dev.flyball.core.forecast.Forecaster.Looked;
import dev.flyball.core.target.Fleet;
import dev.flyball.core.target.Version;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Random;
import java.util.function.IntToDoubleFunction;
import org.junit.jupiter.api.Test;

class ForecasterTest {

    private static final int TICK = 15;

    private static RiskSizing sizing(Risk risk) {
        return new RiskSizing(
                risk, Optional.of(Duration.ofSeconds(60)), Duration.ofSeconds(1), 1, false, OptionalDouble.of(10));
    }

    private static Sight sight(int look, double load, double waiting, int ready) {
        Instant now = Instant.EPOCH.plusSeconds((long) look * TICK);
        Fleet fleet = Fleet.ofCounts(ready, ready, new Version(""), Optional.empty());
        return new Sight(now, now.minusSeconds(10), load, waiting, fleet);
    }

    private static Learned after(int looks, Risk risk, IntToDoubleFunction load) {
        Forecaster forecaster = new Forecaster(sizing(risk));
        Learned learned = Learned.nothing();
        for (int look = 0; look < looks; look++) {
            learned = forecaster
                    .look(sight(look, load.applyAsDouble(look), 0, 10), learned)
                    .after();
        }
        return learned;
    }

    private static Forecast forecast(int looks, Risk risk, IntToDoubleFunction load) {
        return new Forecaster(sizing(risk))
                .look(sight(looks, load.applyAsDouble(looks), 0, 10), after(looks, risk, load))
                .forecast()
                .orElseThrow();
    }

    private static IntToDoubleFunction noisy(double mean, double spread) {
        return look -> mean * Math.exp(spread * new Random(look).nextGaussian());
    }

    @Test
    void tooFewErrorsForecastNothing() {
        Learned learned = after(10, Risk.balanced(), look -> 5);
        assertThat(new Forecaster(sizing(Risk.balanced()))
                        .look(sight(10, 5, 0, 5), learned)
                        .forecast())
                .isEmpty();
    }

    @Test
    void aCalmLoadNeedsLittleMoreThanItself() {
        Forecast forecast = forecast(500, Risk.balanced(), look -> 20);
        assertThat(forecast.median()).isBetween(19.0, 21.0);
        assertThat(forecast.servers()).isBetween(20, 24);
    }

    @Test
    void aWilderLoadAndALowerRiskAreWorthMoreServers() {
        int calm = forecast(500, Risk.balanced(), noisy(20, 0.03)).servers();
        int wild = forecast(500, Risk.balanced(), noisy(20, 0.3)).servers();
        int careful = forecast(500, Risk.low(), noisy(20, 0.3)).servers();
        assertThat(wild).isGreaterThan(calm);
        assertThat(careful).isGreaterThan(wild);
    }

    @Test
    void zerosAskForOneServer() {
        assertThat(forecast(200, Risk.low(), look -> 0).servers()).isEqualTo(1);
    }

    @Test
    void anAbsurdLoadIsANumberAllTheSame() {
        Forecast forecast = forecast(60, Risk.low(), look -> look == 40 ? 1e9 : 1e-9);
        assertThat(forecast.servers()).isPositive();
        assertThat(forecast.median()).isFinite();
        assertThat(forecast.covered()).isFinite();
    }

    @Test
    void theSameReadingAgainTeachesNothing() {
        Learned learned = after(100, Risk.balanced(), look -> 5);
        assertThat(new Forecaster(sizing(Risk.balanced()))
                        .look(sight(99, 7, 0, 5), learned)
                        .after())
                .isEqualTo(learned);
    }

    @Test
    void anEstimatedLoadIsDecidedByAndTeachesNothing() {
        Learned learned = after(100, Risk.balanced(), look -> 10);
        Sight seen = sight(100, 15, 0, 10);
        Sight estimated = new Sight(seen.now(), seen.time(), 15, 0, seen.fleet(), true);
        Forecaster forecaster = new Forecaster(sizing(Risk.balanced()));

        assertThat(forecaster.look(estimated, learned).forecast())
                .isEqualTo(forecaster.look(seen, learned).forecast());
        assertThat(forecaster.look(estimated, learned).after()).isEqualTo(learned);
        assertThat(forecaster.look(seen, learned).after()).isNotEqualTo(learned);
    }

    @Test
    void whatServersCarryIsFoundAnewWithoutAnErrorOfAForecast() {
        Forecaster forecaster = new Forecaster(sizing(Risk.balanced()));
        Learned learned = after(100, Risk.balanced(), noisy(20, 0.1)).heldTo(30);
        Learned other = learned.heldTo(20);
        Looked same = forecaster.look(sight(100, 20, 0, 30), learned);

        Looked more = forecaster.look(sight(100, 30, 0, 30), other);

        for (int i = 0; i < learned.candidates().size(); i++) {
            Candidate before = same.after().candidates().get(i);
            Candidate now = more.after().candidates().get(i);
            assertThat(now.level()).isCloseTo(before.level() * 1.5, within(1e-9));
            assertThat(now.cost()).isCloseTo(before.cost() * 1.5, within(0.1));
            assertThat(now.raw().median()).isEqualTo(before.raw().median());
        }
        assertThat(more.forecast().orElseThrow().median())
                .isCloseTo(same.forecast().orElseThrow().median() * 1.5, within(0.01));
        assertThat(other.heldTo(20)).isEqualTo(other);
    }

    @Test
    void whatWouldStillWaitWhenServersAreReadyIsAdded() {
        Learned learned = after(100, Risk.balanced(), look -> 5);
        Forecast forecast = new Forecaster(sizing(Risk.balanced()))
                .look(sight(100, 5, 600, 5), learned)
                .forecast()
                .orElseThrow();
        assertThat(forecast.cause()).isEqualTo(Cause.BACKLOG);
        assertThat(forecast.servers()).isEqualTo(15);
    }

    @Test
    void aLoadThatOutgrowsTheServersIsTakenToKeepGrowing() {
        Learned learned = after(100, Risk.balanced(), look -> look < 98 ? 5 : 5 + 5 * (look - 97));
        Forecast forecast = new Forecaster(sizing(Risk.balanced()))
                .look(sight(100, 20, 5, 5), learned)
                .forecast()
                .orElseThrow();
        assertThat(forecast.cause()).isEqualTo(Cause.SURGE);
        assertThat(forecast.servers()).isGreaterThan(30);
    }

    @Test
    void aWeekIsRememberedInLittleRoom() {
        Learned learned = after(40_000, Risk.balanced(), noisy(20, 0.3));
        assertThat(learned.pending()).hasSizeLessThanOrEqualTo(20);
        assertThat(learned.recent()).hasSizeLessThanOrEqualTo(32);
        assertThat(learned.toString().length()).isLessThan(16 * 1024);
    }

    @Test
    void aRiskIsANameOrAQuantile() {
        assertThat(Risk.of("balanced").price()).isEqualTo(10);
        assertThat(Risk.of("0.99").price()).isBetween(99.999, 100.001);
        assertThatExceptionOfType(IllegalArgumentException.class)
                .isThrownBy(() -> Risk.of("medium"))
                .withMessage("medium: must be balanced, low, high, or a quantile above 0, to 0.9999");
    }
}
