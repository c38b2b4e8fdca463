package dev.flyball.core.strategy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.flyball.core.strategy.Bottleneck.Wanted;
import dev.flyball.core.strategy.Strategy.Move;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Each row of docs/strategy.md. */
class StrategyTest {

    @ParameterizedTest
    @CsvSource({
        // strategy, wanted, memory, slow, atMin, atMax, larger, smaller, move
        "AUTO, MORE,    true,  false, false, false, true,  false, LARGER_SERVERS",
        "AUTO, FEWER,   true,  false, false, false, true,  false, LARGER_SERVERS",
        "AUTO, AS_MANY, true,  false, false, false, false, false, STAY",
        "AUTO, MORE,    true,  false, false, false, false, false, MORE_SERVERS",
        "AUTO, AS_MANY, false, true,  false, false, true,  false, LARGER_SERVERS",
        "AUTO, FEWER,   false, true,  false, false, false, false, FEWER_SERVERS",
        "AUTO, MORE,    false, false, false, false, true,  false, MORE_SERVERS",
        "AUTO, MORE,    false, false, false, true,  true,  false, LARGER_SERVERS",
        "AUTO, MORE,    false, false, false, true,  false, false, STAY",
        "AUTO, MORE,    false, false, true,  true,  false, true,  STAY",
        "AUTO, FEWER,   false, false, false, false, true,  true,  FEWER_SERVERS",
        "AUTO, FEWER,   false, false, true,  false, true,  true,  SMALLER_SERVERS",
        "AUTO, AS_MANY, false, false, true,  false, true,  true,  SMALLER_SERVERS",
        "AUTO, AS_MANY, false, false, false, false, true,  true,  STAY",
        "AUTO, FEWER,   true,  false, true,  false, false, true,  STAY",
        "AUTO, FEWER,   false, false, true,  false, true,  false, STAY",
        "HORIZONTAL, MORE,    true,  true,  false, false, true,  false, MORE_SERVERS",
        "HORIZONTAL, MORE,    false, false, false, true,  true,  false, STAY",
        "HORIZONTAL, FEWER,   false, false, false, false, true,  true,  FEWER_SERVERS",
        "HORIZONTAL, FEWER,   false, false, true,  false, true,  true,  STAY",
        "HORIZONTAL, AS_MANY, true,  true,  false, false, true,  true,  STAY",
        "VERTICAL, MORE,    false, false, false, false, true,  false, LARGER_SERVERS",
        "VERTICAL, MORE,    false, false, false, false, false, true,  STAY",
        "VERTICAL, AS_MANY, true,  false, false, false, true,  false, LARGER_SERVERS",
        "VERTICAL, FEWER,   false, true,  false, false, true,  true,  LARGER_SERVERS",
        "VERTICAL, FEWER,   false, false, false, false, true,  true,  SMALLER_SERVERS",
        "VERTICAL, FEWER,   false, false, false, false, true,  false, STAY"
    })
    void choosesTheMove(
            Strategy strategy,
            Wanted wanted,
            boolean memoryNearLimit,
            boolean slowWhileIdle,
            boolean atMin,
            boolean atMax,
            boolean largerAllowed,
            boolean smallerFits,
            Move move) {
        assertThat(strategy.choose(new Bottleneck(
                        wanted, memoryNearLimit, slowWhileIdle, atMin, atMax, largerAllowed, smallerFits)))
                .isEqualTo(move);
    }
}
