package dev.flyball.agent.settings;

import static dev.flyball.agent.settings.Environment.problems;
import static dev.flyball.agent.settings.Environment.settings;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ServiceLinksTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "FLYBALL_SERVICE_HOST=10.96.0.12",
                "FLYBALL_SERVICE_PORT=8080",
                "FLYBALL_SERVICE_PORT_HTTP=8080",
                "FLYBALL_PORT=tcp://10.96.0.12:8080",
                "FLYBALL_PORT_8080_TCP=tcp://10.96.0.12:8080",
                "FLYBALL_PORT_8080_TCP_PROTO=tcp",
                "FLYBALL_PORT_8080_TCP_PORT=8080",
                "FLYBALL_PORT_8080_TCP_ADDR=10.96.0.12",
                "FLYBALL_PORT_53_UDP=udp://10.96.0.12:53",
                "FLYBALL_AGENT_SERVICE_HOST=10.96.0.12",
                "FLYBALL_AGENT_SERVICE_PORT=8080",
                "FLYBALL_AGENT_PORT=tcp://10.96.0.12:8080",
                "FLYBALL_AGENT_PORT_8080_TCP_ADDR=10.96.0.12",
                "FLYBALL_TARGETS_SERVICE_HOST=10.96.0.12"
            })
    void whatKubernetesInjectsIsNoSetting(String injected) {
        assertThat(settings(injected).builtInSimulation()).isTrue();
    }

    @Test
    void aPortThatIsNoAddressWasSetBySomebody() {
        assertThat(problems("FLYBALL_RESOURCE=simulated:endpoint", "FLYBALL_PORT=8080"))
                .containsExactly("FLYBALL_PORT is no setting: remove it, or see docs/settings.md for all");
    }
}
