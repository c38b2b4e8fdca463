package dev.flyball.agent.page;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The page in a browser, before an agent that tells what each test needs. */
class PageIT {

    private static final String HOSTILE = "<img src=x onerror=\"window.hacked=1\">/../\"'&amp;%2F#";
    private static Browser browser;

    private final List<AutoCloseable> open = new ArrayList<>();

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

    @AfterEach
    void close() throws Exception {
        for (AutoCloseable one : open) {
            one.close();
        }
    }

    private FakeAgent agent(String... names) throws Exception {
        return agent(0, List.of(names));
    }

    private FakeAgent agent(int port, List<String> names) throws Exception {
        FakeAgent agent = FakeAgent.scaling(port, names);
        open.add(agent);
        return agent;
    }

    private static Tab tab(FakeAgent agent, String hash) throws Exception {
        Tab tab = browser.tab(1280, 900);
        tab.open(agent.url() + hash);
        tab.await("the page to be live", "document.querySelector('#connection').textContent === 'live'");
        return tab;
    }

    private static List<String> many(int count) {
        return IntStream.range(0, count).mapToObj(i -> "endpoint-" + i).toList();
    }

    @Test
    void theChartHasTheDataAndCanBeZoomedAndBroughtBack() throws Exception {
        Tab tab = tab(agent("chat", "embed"), "#/target/chat");
        String chart = "Chart.getChart(document.querySelector('canvas'))";
        tab.await("the chart", "window.Chart && " + chart + "?.data.datasets[0].data.length === 120");

        JsonNode lines = tab.value("Object.fromEntries(" + chart
                + ".data.datasets.map(d => [d.key, d.data.filter(p => p.y !== null).length]))");
        for (String line : List.of("ready", "wanted", "demand", "median", "covered", "load utilization")) {
            assertThat(lines.path(line).asInt()).as(line).isEqualTo(120);
        }
        String newest = "(key => " + chart + ".data.datasets.find(d => d.key === key).data.at(-1).y)";
        assertThat(tab.value(newest + "('covered')").asDouble())
                .as("the forecast, in servers at their set point as the load is")
                .isCloseTo(tab.value(newest + "('demand')").asDouble() * 1.1 + 0.4, within(0.001));

        JsonNode box = tab.value("(b => [b.left, b.top, b.width, b.height])"
                + "(document.querySelector('canvas').getBoundingClientRect())");
        double middle = box.get(1).asDouble() + box.get(3).asDouble() / 2;
        double left = box.get(0).asDouble();
        double width = box.get(2).asDouble();
        double before =
                tab.value(chart + ".scales.x.max - " + chart + ".scales.x.min").asDouble();

        tab.drag(left + width * 0.4, middle, left + width * 0.6, middle);
        tab.await("a way back", "!document.querySelector('.live').hidden");
        assertThat(tab.value(chart + ".scales.x.max - " + chart + ".scales.x.min")
                        .asDouble())
                .isBetween(before * 0.1, before * 0.4);

        tab.value("document.querySelector('.live').click()");
        assertThat(tab.value(chart + ".scales.x.max - " + chart + ".scales.x.min")
                        .asDouble())
                .isCloseTo(before, within(1.0));
        assertThat(tab.complaints()).isEmpty();
    }

    @Test
    void aDecisionThatHappensWhileThePageIsOpenAppearsWithinTwoSeconds() throws Exception {
        FakeAgent agent = agent("chat", "embed");
        Tab tab = tab(agent, "#/target/chat");
        tab.await("the decisions", "document.querySelectorAll('.decisions tbody tr').length > 3");
        FakeTarget target = agent.targets().get(0);

        for (int round = 0; round < 3; round++) {
            String next = Instant.parse((String) target.decisions().get(0).get("at"))
                    .plusSeconds(60)
                    .toString();
            CompletableFuture<JsonNode> seen = tab.valueLater("new Promise(resolve => { const look = () =>"
                    + " document.querySelector('.decisions time').dateTime === '" + next + "'"
                    + " && Chart.getChart(document.querySelector('canvas')).data.datasets[0].data.at(-1).x === "
                    + Instant.parse(next).toEpochMilli()
                    + " ? resolve('seen') : requestAnimationFrame(look); look(); })");
            agent.decide(target);
            assertThat(seen.get(20, TimeUnit.SECONDS).asText()).isEqualTo("seen");
        }
    }

    @Test
    void thePageSaysSinceWhenTheAgentIsGoneAndRecovers() throws Exception {
        FakeAgent agent = agent("chat", "embed");
        Tab tab = tab(agent, "");
        int port = agent.port();

        agent.close();
        tab.await("the page to say so", "!document.querySelector('#gone').hidden");
        assertThat(tab.text("#gone")).containsPattern("has not answered since \\d\\d:\\d\\d:\\d\\d");
        assertThat(tab.text("#connection")).isEqualTo("agent gone");
        tab.shoot(Screenshots.file("page-gone.png"));

        agent(port, List.of("chat", "embed", "new"));
        tab.await("the page to recover", "document.querySelector('#gone').hidden");
        tab.await("what is new", "document.querySelectorAll('.row').length === 3");
        assertThat(tab.text("#connection")).isEqualTo("live");
    }

    @Test
    void anAgentThatFallsSilentIsGoneAndHeartbeatsAreASignOfLife() throws Exception {
        FakeAgent agent = agent("chat", "embed");
        Tab tab = browser.tab(1280, 900);
        tab.before("{ const later = window.setTimeout;"
                + " window.setTimeout = (task, delay, ...rest) => later(task, delay / 10, ...rest); }");
        tab.open(agent.url());
        tab.await("the page to be live", "document.querySelector('#connection').textContent === 'live'");

        // 25 s of silence are 2.5 s here; five seconds with a heartbeat in each are none.
        for (int second = 0; second < 5; second++) {
            agent.heartbeat();
            tab.value("new Promise(resolve => setTimeout(resolve, 10_000))");
        }
        assertThat(tab.text("#connection")).isEqualTo("live");

        CompletableFuture<JsonNode> told = tab.valueLater("new Promise(resolve => new MutationObserver(() => {"
                + " if (!document.querySelector('#gone').hidden) resolve(true); })"
                + ".observe(document.querySelector('#gone'), { attributes: true }))");
        assertThat(told.get(20, TimeUnit.SECONDS).asBoolean()).isTrue();
    }

    @Test
    void everythingIsReachedByTheKeyboard() throws Exception {
        Tab tab = tab(agent("chat", "embed", "rerank"), "");
        tab.await("the targets", "document.querySelectorAll('.row').length === 3");

        tab.press("/");
        tab.type("emb");
        tab.await("one row", "document.querySelectorAll('.row:not([hidden])').length === 1");
        tab.press("ArrowDown");
        assertThat(tab.value("document.activeElement.textContent").asText()).isEqualTo("embed");
        tab.press("Enter");
        tab.await("the target", "document.querySelector('h1')?.textContent === 'embed'");
        assertThat(tab.value("location.hash").asText()).isEqualTo("#/target/embed");

        tab.await("the chart", "window.Chart && !!Chart.getChart(document.querySelector('canvas'))");
        tab.value("document.querySelector('canvas').focus()");
        tab.press("+");
        tab.await("a zoom", "!document.querySelector('.live').hidden");
        tab.press("0");
        tab.await("now again", "document.querySelector('.live').hidden");

        tab.press("Escape");
        tab.await("the list, as it was left", "document.querySelector('#search')?.value === 'emb'");
        tab.press("Escape");
        tab.await("all rows", "document.querySelectorAll('.row:not([hidden])').length === 3");

        tab.value("document.querySelector('#theme').focus()");
        tab.press("Enter");
        assertThat(tab.value("getComputedStyle(document.body).backgroundColor").asText())
                .isEqualTo("rgb(18, 22, 26)");
        String address = tab.value("location.origin + '/'").asText();
        tab.open("about:blank");
        tab.open(address);
        tab.await("the choice to be kept", "document.documentElement.dataset.theme === 'dark'");
        tab.value("document.querySelector('#theme').click()");
        assertThat(tab.complaints()).isEmpty();
    }

    @Test
    void atFourHundredPixelsNothingIsWiderThanTheWindow() throws Exception {
        FakeAgent agent = agent("a-name-that-is-as-long-as-a-name-of-kubernetes-may-be-" + "x".repeat(60), "b");
        Tab tab = tab(agent, "");
        tab.size(400, 800);
        tab.await("rows that are filled", "document.querySelectorAll('.row .because').length === 2");
        assertThat(tab.value("document.documentElement.scrollWidth").asInt()).isLessThanOrEqualTo(400);

        tab.value("document.querySelector('.row a').click()");
        tab.await("the chart", "window.Chart && !!Chart.getChart(document.querySelector('canvas'))");
        tab.value("document.querySelector('.story summary').click()");
        assertThat(tab.value("document.documentElement.scrollWidth").asInt()).isLessThanOrEqualTo(400);
    }

    @Test
    void twoHundredTargetsDoNotMakeThePageLag() throws Exception {
        FakeAgent agent = agent(0, many(200));
        Tab tab = tab(agent, "");
        tab.await("the rows", "document.querySelectorAll('.row').length === 200");
        assertThat(tab.value("document.querySelectorAll('.row .because').length")
                        .asInt())
                .as("rows that are filled, of those that the window has room for and a few more")
                .isBetween(5, 60);

        double before = tab.measure("TaskDuration");
        for (int round = 0; round < 5; round++) {
            for (FakeTarget target : agent.targets()) {
                agent.decide(target);
            }
        }
        String first = tab.text(".row .name");
        FakeTarget last = agent.targets().stream()
                .filter(target -> target.name().equals(first))
                .findFirst()
                .orElseThrow();
        agent.decide(last);
        tab.await(
                "the last of 1001 decisions",
                "[...document.querySelectorAll('.row')].some(row => row.dataset.at === '"
                        + last.decisions().get(0).get("at") + "')");
        assertThat(tab.measure("TaskDuration") - before)
                .as("seconds of work for 1000 decisions, which 200 targets make in five rounds")
                .isLessThan(4);

        tab.value("scrollTo(0, document.body.scrollHeight)");
        tab.await("the last row to be filled", "document.querySelector('.row:last-child .because') !== null");
        assertThat(tab.complaints()).isEmpty();
    }

    @Test
    void aHostileNameIsShownAsText() throws Exception {
        FakeAgent agent = agent("chat", HOSTILE);
        Tab tab = tab(agent, "");
        tab.await("the rows", "document.querySelectorAll('.row .because').length === 2");
        assertThat(tab.value("[...document.querySelectorAll('.row .name')].map(a => a.textContent)")
                        .toString())
                .contains(Tab.quoted(HOSTILE));

        tab.value("[...document.querySelectorAll('.row .name')].find(a => a.textContent.includes('img')).click()");
        tab.await("the target", "document.querySelector('h1')?.textContent === " + Tab.quoted(HOSTILE));
        tab.await("its decisions", "document.querySelectorAll('.decisions tbody tr').length > 3");
        assertThat(tab.value("document.title").asText()).startsWith(HOSTILE);
        assertThat(tab.value("document.querySelectorAll('main img').length").asInt())
                .isZero();
        assertThat(tab.value("window.hacked === undefined").asBoolean()).isTrue();
    }

    @Test
    void anUnknownTargetAndNoTargetAreSaidInWords() throws Exception {
        Tab tab = tab(agent("chat", "embed"), "#/target/%E0%A4%A");
        tab.await("the words", "document.querySelector('.empty')?.textContent.includes('No target is called')");

        Tab empty = tab(agent(), "");
        empty.await(
                "the words", "document.querySelector('.empty:not([hidden])')?.textContent.includes('no target yet')");
    }

    @Test
    void theListIsPhotographedForTheReadme() throws Exception {
        FakeAgent agent = agent(
                "chat-llama-70b",
                "embed-v3",
                "rerank",
                "vision-ocr",
                "whisper-large",
                "guard",
                "codegen",
                "sdxl",
                "tts");
        Tab tab = tab(agent, "");
        tab.size(1200, 800);
        tab.await("the rows", "document.querySelectorAll('.row .because').length === 9");
        tab.shoot(Screenshots.file("page-list.png"));
    }
}
