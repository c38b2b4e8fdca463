package dev.flyball.kubernetes;

import dev.flyball.core.result.Fault;
import dev.flyball.core.result.Result;
import dev.flyball.kubernetes.api.ApiException;
import dev.flyball.kubernetes.api.ApiGroup;
import dev.flyball.kubernetes.api.Causes;
import dev.flyball.kubernetes.api.KubernetesApi;
import io.smallrye.mutiny.Uni;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** What the server offers, asked once and again after a while, since a cluster gets new APIs while it runs. */
final class Served {

    private static final Duration ASK_AGAIN_AFTER = Duration.ofMinutes(5);
    private static final int NOT_FOUND = 404;

    private final KubernetesApi api;
    private final Calls calls;
    private final InstantSource clock;
    private final Map<String, Known> groups = new ConcurrentHashMap<>();
    private final Map<Kind, String> kinds = new ConcurrentHashMap<>();

    private record Known(ApiGroup group, Instant at) {}

    Served(KubernetesApi api, Calls calls, InstantSource clock) {
        this.api = api;
        this.calls = calls;
        this.clock = clock;
    }

    /** Yields the first of these versions that the server has, or empty if it has none; never fails. */
    Uni<Result<Optional<String>>> version(String group, List<String> versions) {
        return group(group)
                .map(answer -> answer.then(known ->
                        Result.ok(versions.stream().filter(known::offers).findFirst())));
    }

    private Uni<Result<ApiGroup>> group(String name) {
        Known known = groups.get(name);
        if (known != null && clock.instant().isBefore(known.at().plus(ASK_AGAIN_AFTER))) {
            return Uni.createFrom().item(Result.ok(known.group()));
        }
        Uni<ApiGroup> group = api.group(name)
                .onFailure(Served::isNotFound)
                .recoverWithItem(new ApiGroup(List.of()))
                .invoke(answer -> groups.put(name, new Known(answer, clock.instant())));
        return calls.askOnce(Asked.api("apis/" + name), group);
    }

    /** Yields what objects of this kind are called in manifests, or empty if that is not known; never fails. */
    Uni<Optional<String>> nameOf(Kind kind) {
        Optional<String> known = kind.builtIn().or(() -> Optional.ofNullable(kinds.get(kind)));
        if (known.isPresent()) {
            return Uni.createFrom().item(known);
        }
        Uni<Optional<String>> asked = api.resources(kind.group(), kind.version())
                .map(list -> list.named(kind.resource())
                        .flatMap(resource -> Optional.ofNullable(resource.kind()))
                        .map(name -> remember(kind, name)));
        return calls.askOnce(Asked.api("apis/" + kind.group() + "/" + kind.version()), asked)
                .map(answer -> answer instanceof Result.Ok<Optional<String>> ok ? ok.value() : Optional.empty());
    }

    /**
     * Yields the kind of resource that manifests call so, or why there is none; never fails.
     *
     * @param apiVersion group and version as in a manifest: {@code apps/v1}
     */
    Uni<Result<Kind>> kindOf(String apiVersion, String name) {
        int slash = apiVersion.indexOf('/');
        String group = slash < 0 ? "" : apiVersion.substring(0, slash);
        String version = apiVersion.substring(slash + 1);
        Optional<Kind> builtIn = Kind.builtIn(group, name);
        if (builtIn.isPresent()) {
            return Uni.createFrom().item(Result.ok(builtIn.get()));
        }
        return calls.askOnce(
                        Asked.api((group.isEmpty() ? "api/" : "apis/") + apiVersion), api.resources(group, version))
                .map(answer -> answer.then(list -> list.ofKind(name)
                        .<Result<Kind>>map(resource -> Result.ok(Kind.custom(group, version, resource.name())))
                        .orElseGet(() -> Result.failed(
                                Fault.Kind.NOT_FOUND, api.server() + " has no " + name + " in " + apiVersion))));
    }

    /** Yields whether resources of this kind have a scale subresource, or fails with the fault in words. */
    Uni<Boolean> scales(Kind kind) {
        if (kind.builtIn().isPresent()) {
            return Uni.createFrom().item(true);
        }
        String path = (kind.group().isEmpty() ? "api/" : "apis/" + kind.group() + "/") + kind.version();
        return calls.ask(Asked.api(path), api.resources(kind.group(), kind.version()))
                .map(list -> list.named(kind.resource() + "/scale").isPresent());
    }

    private String remember(Kind kind, String name) {
        kinds.put(kind, name);
        return name;
    }

    private static boolean isNotFound(Throwable failure) {
        return Causes.find(failure, ApiException.class)
                .filter(answer -> answer.status() == NOT_FOUND)
                .isPresent();
    }
}
