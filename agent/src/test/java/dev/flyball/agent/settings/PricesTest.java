package dev.flyball.agent.settings;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What servers cost, as it is set. */
class PricesTest {

    private static final List<String> SIZED = List.of(
            "FLYBALL_RESOURCE=kubernetes:deployment/shop/chat",
            "FLYBALL_MAX_SERVERS=4",
            "FLYBALL_TARGET_UTILIZATION=0.6",
            "FLYBALL_STRATEGY=auto",
            "FLYBALL_SIZES=500m/1Gi,1/2Gi");

    @Test
    void nothingIsKnownUntilItIsSet() {
        assertThat(prices()).isEqualTo(Prices.unknown());
        assertThat(prices().of(0)).isEmpty();
    }

    @Test
    void onePriceIsOfTheSmallestSize() {
        assertThat(prices("FLYBALL_PRICE=0.5").of(0)).hasValue(0.5);
        assertThat(prices("FLYBALL_PRICE=0.5").of(1)).isEmpty();
    }

    @Test
    void eachSizeHasItsPrice() {
        assertThat(prices("FLYBALL_PRICES=0.5, 0.9")).isEqualTo(new Prices(List.of(0.5, 0.9)));
    }

    @Test
    void whatIsNotAllowedIsAProblem() {
        assertThat(problems("FLYBALL_PRICES=0.5,0.9,1.7"))
                .containsExactly("FLYBALL_PRICES=0.5,0.9,1.7: must have one price for each size, and there are 2:"
                        + " 500m/1Gi, 1/2Gi");
        assertThat(problems("FLYBALL_PRICES=0.5,0.9", "FLYBALL_PRICE=1"))
                .containsExactly("FLYBALL_PRICE=1: must not stand beside FLYBALL_PRICES=0.5,0.9, which has the price"
                        + " of each size; remove one");
        assertThat(problems("FLYBALL_PRICES=0.5;0.9"))
                .singleElement()
                .asString()
                .startsWith("FLYBALL_PRICES=0.5;0.9: must be numbers above 0")
                .endsWith("did you mean 0.5,0.9?");
        assertThat(problems("FLYBALL_PRICE=0"))
                .containsExactly("FLYBALL_PRICE=0: must be a number above 0, in any currency");
    }

    @Test
    void theNearestCounts() {
        List<TargetSettings> targets = Environment.settings(
                        "FLYBALL_TARGETS_CHAT_RESOURCE=kubernetes:deployment/shop/chat",
                        "FLYBALL_TARGETS_CHAT_STRATEGY=auto",
                        "FLYBALL_TARGETS_CHAT_SIZES=500m/1Gi,1/2Gi",
                        "FLYBALL_TARGETS_CHAT_PRICES=0.5,0.9",
                        "FLYBALL_TARGETS_RANK_RESOURCE=kubernetes:deployment/shop/rank",
                        "FLYBALL_PRICE=2",
                        "FLYBALL_MAX_SERVERS=4",
                        "FLYBALL_TARGET_UTILIZATION=0.6")
                .targets();

        assertThat(targets)
                .extracting(TargetSettings::prices)
                .containsExactly(new Prices(List.of(0.5, 0.9)), new Prices(List.of(2.0)));
    }

    @Test
    void pricesOfSizesWithoutSizesAreAWarning() {
        Settings settings = Environment.settings(
                "FLYBALL_RESOURCE=kubernetes:deployment/shop/chat",
                "FLYBALL_MAX_SERVERS=4",
                "FLYBALL_TARGET_UTILIZATION=0.6",
                "FLYBALL_PRICES=0.5,0.9");

        assertThat(settings.warnings())
                .containsExactly("FLYBALL_PRICES=0.5,0.9: has no effect without FLYBALL_SIZES; set FLYBALL_PRICE to the"
                        + " price of a server");
        assertThat(settings.targets().get(0).prices()).isEqualTo(Prices.unknown());
    }

    private static Prices prices(String... more) {
        return Environment.settings(with(more)).targets().get(0).prices();
    }

    private static List<String> problems(String... more) {
        return Environment.problems(with(more));
    }

    private static String[] with(String... more) {
        List<String> all = new ArrayList<>(SIZED);
        all.addAll(Stream.of(more).toList());
        return all.toArray(String[]::new);
    }
}
