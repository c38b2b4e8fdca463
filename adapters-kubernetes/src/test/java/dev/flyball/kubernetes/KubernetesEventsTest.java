package dev.flyball.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;

import dev.flyball.core.port.Notice;
import dev.flyball.core.port.Notice.Importance;
import dev.flyball.core.port.Notices;
import dev.flyball.core.result.Fault;
import dev.flyball.core.target.TargetId;
import dev.flyball.kubernetes.api.Event;
import dev.flyball.kubernetes.api.Scale;
import io.smallrye.mutiny.Uni;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class KubernetesEventsTest {

    private static final Instant NOW = Instant.parse("2026-01-01T12:00:00.5Z");
    private static final TargetId CHAT = TargetId.parse("kubernetes:deployment/shop/chat");
    private static final Notice CHANGE =
            new Notice(Importance.NORMAL, "LOAD_ABOVE_TARGET", "2 -> 5 servers", "2 -> 5 servers: cpu", NOW);

    private final FakeApi api = new FakeApi();
    private final Notices events = events();

    private Notices events() {
        Calls calls = new Calls(api, Duration.ofSeconds(2));
        Served served = new Served(api, calls, () -> NOW);
        return new KubernetesEvents(api, calls, served, new OwnWorkload(api, calls, served, Optional.empty()));
    }

    @BeforeEach
    void aDeployment() {
        Scale.Metadata metadata = new Scale.Metadata("41", "uid-1");
        api.scales.put(
                "deployments/shop/chat",
                Uni.createFrom().item(new Scale(metadata, new Scale.Spec(2), new Scale.Status(2, "app=chat"))));
    }

    @Test
    void aNoticeIsAnEventOnTheWorkloadItself() {
        assertThat(events.tell(CHAT, CHANGE)).isEmpty();
        Event event = only();
        assertThat(event.involvedObject())
                .isEqualTo(new Event.Involved("apps/v1", "Deployment", "shop", "chat", "uid-1"));
        assertThat(List.of(event.type(), event.reason(), event.message(), event.firstTimestamp()))
                .containsExactly("Normal", "LOAD_ABOVE_TARGET", "2 -> 5 servers: cpu", "2026-01-01T12:00:00Z");
    }

    @Test
    void theSameAgainIsCountedUpAndAnotherStandsBesideIt() {
        Notice missing = warning("cpu", "no sample of chat-1");
        events.tell(CHAT, missing);
        events.tell(CHAT, warning("cpu", "no sample of chat-2"));
        assertThat(only().count()).isEqualTo(2);
        assertThat(only().message()).isEqualTo("no sample of chat-2");
        assertThat(only().type()).isEqualTo("Warning");
        events.tell(CHAT, warning("memory", "no sample"));
        assertThat(api.events).hasSize(2);
    }

    @Test
    void aLongMessageIsCutToWhatTheServerTakes() {
        events.tell(CHAT, warning("cpu", "x".repeat(3000)));
        assertThat(only().message()).hasSize(1024).endsWith("...");
    }

    @Test
    void aMissingRightIsToldWithTheRuleThatGrantsIt() {
        api.eventFault = Optional.of(FakeApi.refuse(403, "no"));
        assertThat(events.tell(CHAT, CHANGE)).get().satisfies(fault -> {
            assertThat(fault.kind()).isEqualTo(Fault.Kind.FORBIDDEN);
            assertThat(fault.message())
                    .contains("{apiGroups: [\"\"], resources: [\"events\"], verbs: [\"create\", \"get\", \"patch\"]}");
        });
    }

    private static Notice warning(String subject, String message) {
        return new Notice(Importance.WARNING, "MISSING", subject, message, NOW);
    }

    private Event only() {
        assertThat(api.events).hasSize(1);
        return api.events.values().iterator().next();
    }
}
