package dev.flyball.agent.settings;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ApiReaderTest {

    private static final String TARGET = "FLYBALL_RESOURCE=simulated:chat";

    @Test
    void withoutATokenNobodyMaySteerAndNobodyIsTold() {
        Settings settings = Environment.settings(TARGET);

        assertThat(settings.apiToken()).isEmpty();
        assertThat(settings.webhook()).isEmpty();
    }

    @Test
    void theTokenIsASecretThatIsNotShown() throws Exception {
        Settings settings = Environment.settings(TARGET, "FLYBALL_API_TOKEN=s3cret");

        assertThat(settings.apiToken().orElseThrow().read()).isEqualTo("s3cret");
        assertThat(settings.toString()).doesNotContain("s3cret");
    }

    @Test
    void aTokenAndAFileOfItAreTooMuch() {
        assertThat(Environment.problems(TARGET, "FLYBALL_API_TOKEN=s3cret", "FLYBALL_API_TOKEN_FILE=/run/token"))
                .singleElement()
                .asString()
                .contains("FLYBALL_API_TOKEN_FILE=/run/token: must not stand beside FLYBALL_API_TOKEN=(not shown)")
                .doesNotContain("s3cret");
    }

    @Test
    void aTokenThatNoHeaderCanHoldIsRefused() {
        assertThat(Environment.problems(TARGET, "FLYBALL_API_TOKEN=schlüssel"))
                .singleElement()
                .asString()
                .startsWith("FLYBALL_API_TOKEN cannot be used")
                .doesNotContain("schlüssel");
    }

    @Test
    void anAddressThatIsNoneIsRefusedWithoutBeingShown() {
        assertThat(Environment.problems(TARGET, "FLYBALL_WEBHOOK_URL=hooks.example.com/secret"))
                .singleElement()
                .asString()
                .startsWith("FLYBALL_WEBHOOK_URL must be an address")
                .doesNotContain("secret");
    }

    @Test
    void aTokenForNoWebhookIsWarnedOf() {
        assertThat(Environment.settings(TARGET, "FLYBALL_WEBHOOK_TOKEN_FILE=/run/token")
                        .warnings())
                .anyMatch(warning -> warning.contains("FLYBALL_WEBHOOK_TOKEN_FILE=/run/token: has no effect"));
    }
}
