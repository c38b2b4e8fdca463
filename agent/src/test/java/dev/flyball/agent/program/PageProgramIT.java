package dev.flyball.agent.program;

import static org.assertj.core.api.Assertions.assertThat;

import dev.flyball.agent.page.Browser;
import dev.flyball.agent.page.Screenshots;
import dev.flyball.agent.page.Tab;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The page as the program itself serves it, from the jar or out of the native executable. */
class PageProgramIT {

    private static final int MOST_BYTES = 200_000;

    private static final Map<String, String> BUSY = Map.of(
            "FLYBALL_RESOURCE", "simulated:chat",
            "FLYBALL_TARGET_UTILIZATION", "0.2",
            "FLYBALL_MAX_SERVERS", "16");

    private static final String CHART = "Chart.getChart(document.querySelector('canvas'))";

    private static final Duration AN_HOUR = Duration.ofSeconds(90);

    private static Browser browser;

    @BeforeAll
    static void start() throws Exception {
        browser = Browser.start();
    }

    @AfterAll
    static void stop() throws Exception {
        if (browser != null) {
            browser.close();
        }
    }

    private static Tab live(Program program, String hash) throws Exception {
        program.awaitLog("simulated: ");
        Tab tab = browser.tab(1200, 900);
        tab.open("http://127.0.0.1:" + program.port() + "/" + hash);
        tab.await("the page to be live", "document.querySelector('#connection').textContent === 'live'");
        tab.await("the chart", "window.Chart && " + CHART + "?.data.datasets[0].data.length > 5");
        return tab;
    }

    @Test
    void theWholePageIsSmallAndComesFromTheAgentAlone() throws Exception {
        try (Program program = Program.start(Map.of())) {
            program.get("/api/targets");
            Tab tab = live(program, "");

            assertThat(tab.text(".made")).contains("simulated", "nothing real is scaled");
            assertThat(tab.bytes()).isBetween(50_000L, (long) MOST_BYTES);
            assertThat(tab.requests()).allMatch(url -> url.startsWith("http://127.0.0.1:" + program.port() + "/"));
            assertThat(tab.complaints()).isEmpty();
        }
    }

    @Test
    void whatIsServedMayRunNothingButItself() throws Exception {
        try (Program program = Program.start(Map.of())) {
            program.get("/");
            HttpResponse<Void> answer = HttpClient.newHttpClient()
                    .send(
                            HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + program.port() + "/"))
                                    .build(),
                            HttpResponse.BodyHandlers.discarding());

            assertThat(answer.headers().firstValue("Content-Security-Policy"))
                    .get()
                    .asString()
                    .contains("default-src 'none'", "script-src 'self'")
                    .doesNotContain("unsafe");
            assertThat(answer.headers().firstValue("X-Content-Type-Options")).contains("nosniff");
            assertThat(program.get("/favicon.svg")).contains("<svg");
        }
    }

    @Test
    void decisionsAppearAsTheyHappenAndTheAgentMayComeBack() throws Exception {
        Tab tab;
        int port;
        try (Program program = Program.start(BUSY)) {
            port = program.port();
            tab = live(program, "#/target/default");
            String first = tab.value("document.querySelector('.decisions time').dateTime")
                    .asText();
            tab.await(
                    "a newer decision in the list and in the chart",
                    "document.querySelector('.decisions time').dateTime > '" + first + "' && " + CHART
                            + ".data.datasets[0].data.at(-1).x > Date.parse('" + first + "')");
        }
        tab.await("the page to say that the agent is gone", "!document.querySelector('#gone').hidden");

        try (Program program = Program.startAt(port, BUSY)) {
            program.get("/api/targets");
            tab.await("the page to recover", "document.querySelector('#gone').hidden");
        }
    }

    @Test
    void aTargetIsPhotographedForTheReadme() throws Exception {
        try (Program program = Program.start(BUSY)) {
            Tab tab = live(program, "");
            tab.await("an hour, a minute in each second", CHART + ".data.datasets[0].data.length > 62", AN_HOUR);
            tab.shoot(Screenshots.file("page-light.png"));
            tab.theme("dark");
            tab.await("the dark", "document.querySelector('#theme').textContent === 'Light'");
            tab.shoot(Screenshots.file("page-dark.png"));
            tab.theme("light");
            tab.size(400, 1000);
            tab.await("the narrow chart", CHART + ".width < 400");
            tab.shoot(Screenshots.file("page-400.png"));
        }
    }
}
