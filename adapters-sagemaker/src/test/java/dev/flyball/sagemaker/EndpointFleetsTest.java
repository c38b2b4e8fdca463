package dev.flyball.sagemaker;

import static dev.flyball.sagemaker.Fakes.endpoint;
import static dev.flyball.sagemaker.Fakes.variant;
import static org.assertj.core.api.Assertions.assertThat;

import dev.flyball.core.result.Fault;
import dev.flyball.core.result.Result;
import dev.flyball.core.target.Fleet;
import dev.flyball.core.target.Transition;
import dev.flyball.core.target.Version;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import software.amazon.awssdk.services.sagemaker.model.DescribeEndpointResponse;
import software.amazon.awssdk.services.sagemaker.model.EndpointStatus;
import software.amazon.awssdk.services.sagemaker.model.ProductionVariantSummary;

class EndpointFleetsTest {

    private static final Variant BLUE = new Variant("chat", "blue");

    @Test
    void anEndpointInServiceIsAFleet() {
        assertThat(EndpointFleets.of(
                        BLUE,
                        endpoint(EndpointStatus.IN_SERVICE, variant("green", 9, 9), variant("blue", 4, 4)),
                        Optional.empty()))
                .isEqualTo(Result.ok(Fleet.ofCounts(4, 4, new Version("2026-03-01T10:00:00Z"), Optional.empty())));
    }

    @ParameterizedTest
    @EnumSource(names = {"CREATING", "UPDATING", "SYSTEM_UPDATING", "ROLLING_BACK"})
    void aBusyEndpointIsATransitionWithCapacityOnItsWay(EndpointStatus status) {
        Fleet fleet = fleet(endpoint(status, variant("blue", 6, 4)));

        assertThat(fleet.transition()).contains(new Transition(status.toString()));
        assertThat(fleet.wanted()).isEqualTo(6);
        assertThat(fleet.ready()).isEqualTo(4);
        assertThat(fleet.starting()).isEqualTo(2);
    }

    @ParameterizedTest
    @EnumSource(names = {"FAILED", "OUT_OF_SERVICE", "UPDATE_ROLLBACK_FAILED", "DELETING"})
    void aBrokenEndpointIsRefusedWithTheReasonThatSageMakerGives(EndpointStatus status) {
        DescribeEndpointResponse broken = endpoint(status, variant("blue", 4, 4)).toBuilder()
                .failureReason("Unable to\n provision ML compute capacity")
                .build();

        assertThat(fault(broken).kind()).isEqualTo(Fault.Kind.REFUSED);
        assertThat(fault(broken).message())
                .startsWith("endpoint chat is " + status + " (Unable to provision ML compute capacity); ");
    }

    @Test
    void anUnknownStatusIsNotGuessedAt() {
        DescribeEndpointResponse odd = endpoint(EndpointStatus.IN_SERVICE, variant("blue", 4, 4)).toBuilder()
                .endpointStatus("Hibernating")
                .build();

        assertThat(fault(odd).kind()).isEqualTo(Fault.Kind.INVALID);
        assertThat(fault(odd).message()).contains("Hibernating");
        assertThat(fault(DescribeEndpointResponse.builder().build()).kind()).isEqualTo(Fault.Kind.INVALID);
    }

    @Test
    void aMissingVariantIsNamedWithThoseThatExist() {
        Fault fault = fault(endpoint(EndpointStatus.IN_SERVICE, variant("green", 1, 1), variant("red", 1, 1)));

        assertThat(fault)
                .isEqualTo(new Fault(Fault.Kind.NOT_FOUND, "endpoint chat has no variant blue; it has green, red"));
    }

    @Test
    void anEndpointThatListsNoVariantsYetIsMissingNotEmpty() {
        assertThat(fault(endpoint(EndpointStatus.CREATING)).kind()).isEqualTo(Fault.Kind.MISSING);
        assertThat(fault(endpoint(EndpointStatus.CREATING, variant("blue", 1, null)))
                        .kind())
                .isEqualTo(Fault.Kind.MISSING);
    }

    @Test
    void aServerlessVariantIsUnsupported() {
        Fault fault = fault(endpoint(
                EndpointStatus.IN_SERVICE,
                ProductionVariantSummary.builder()
                        .variantName("blue")
                        .currentServerlessConfig(serverless -> serverless.maxConcurrency(5))
                        .build()));

        assertThat(fault.kind()).isEqualTo(Fault.Kind.UNSUPPORTED);
        assertThat(fault.message()).startsWith("variant blue of endpoint chat is serverless");
    }

    private static Fleet fleet(DescribeEndpointResponse endpoint) {
        return ((Result.Ok<Fleet>) EndpointFleets.of(BLUE, endpoint, Optional.empty())).value();
    }

    private static Fault fault(DescribeEndpointResponse endpoint) {
        return ((Result.Failed<Fleet>) EndpointFleets.of(BLUE, endpoint, Optional.empty())).fault();
    }
}
