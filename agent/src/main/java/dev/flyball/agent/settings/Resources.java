package dev.flyball.agent.settings;

import dev.flyball.core.port.Platform;
import dev.flyball.core.target.TargetId;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Finds the platform of a resource. */
final class Resources {

    private static final Pattern WITHOUT_SPACES = Pattern.compile("\\S+");

    private final List<Platform> platforms;

    Resources(List<Platform> platforms) {
        this.platforms = List.copyOf(platforms);
    }

    /**
     * A resource that its platform knows.
     *
     * @param id the resource
     * @param platform its platform
     */
    record Resource(TargetId id, Platform platform) {}

    /** Returns the resource that {@code text} names, or empty if no platform knows it. */
    Optional<Resource> find(String text) {
        String scheme = scheme(text).orElse("");
        String path = path(text);
        return platforms.stream()
                .filter(platform -> platform.scheme().equals(scheme))
                .filter(platform -> WITHOUT_SPACES.matcher(path).matches())
                .filter(platform -> platform.knows(new TargetId(scheme, path)))
                .map(platform -> new Resource(new TargetId(scheme, path), platform))
                .findFirst();
    }

    /** Explains why {@link #find} finds nothing. */
    Problem problem(String variable, String text) {
        List<Platform> named = named(text);
        String forms = forms(named.isEmpty() ? platforms : named);
        String what = !named.isEmpty() || scheme(text).isEmpty()
                ? "must be " + forms
                : scheme(text).get() + " is no platform, must be " + forms;
        return Problem.ofValue(variable, text, what, meant(text));
    }

    /** Lists how resources of all platforms are written. */
    String forms() {
        return forms(platforms);
    }

    private static String forms(List<Platform> platforms) {
        return String.join(
                " or ",
                platforms.stream()
                        .flatMap(platform -> platform.forms().stream())
                        .map(Platform.Form::example)
                        .toList());
    }

    /** One scheme may be of several platforms, each with forms and signals of its own. */
    private List<Platform> named(String text) {
        return platforms.stream()
                .filter(platform -> Optional.of(platform.scheme()).equals(scheme(text)))
                .toList();
    }

    private Optional<String> meant(String text) {
        List<String> schemes = platforms.stream().map(Platform::scheme).toList();
        Optional<String> nearest = scheme(text).flatMap(scheme -> Spelling.nearest(scheme, schemes));
        return platforms.stream()
                .filter(platform -> scheme(text).isEmpty() || nearest.equals(Optional.of(platform.scheme())))
                .flatMap(platform -> paths(path(text), platform).map(path -> platform.scheme() + ":" + path))
                .filter(guess -> find(guess).isPresent())
                .findFirst();
    }

    /** The path as it is, in lower case, and with the nearest kind of resource that the platform has. */
    private static Stream<String> paths(String path, Platform platform) {
        int slash = Math.max(0, path.indexOf('/'));
        List<String> kinds = platform.forms().stream()
                .map(form -> path(form.example()))
                .filter(example -> example.contains("/"))
                .map(example -> example.substring(0, example.indexOf('/')))
                .toList();
        return Stream.concat(
                Stream.of(path, path.toLowerCase(Locale.ROOT)),
                Spelling.nearest(path.substring(0, slash), kinds).map(kind -> kind + path.substring(slash)).stream());
    }

    private static Optional<String> scheme(String text) {
        return Optional.of(text).filter(all -> all.contains(":")).map(all -> all.substring(0, all.indexOf(':')));
    }

    private static String path(String text) {
        return text.substring(text.indexOf(':') + 1);
    }
}
