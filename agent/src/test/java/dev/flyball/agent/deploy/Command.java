package dev.flyball.agent.deploy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/**
 * A command of this machine that has ended.
 *
 * @param code its exit code
 * @param said what it printed, errors too
 */
public record Command(int code, String said) {

    /** Where this repository is, as the tests are run. */
    public static final Path ROOT = Path.of("..").toAbsolutePath().normalize();

    /** Runs a command at the root of the repository, to its end. */
    public static Command run(Object... words) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(
                        Stream.of(words).map(Object::toString).toList())
                .directory(ROOT.toFile())
                .redirectErrorStream(true)
                .start();
        process.getOutputStream().close();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        return new Command(process.waitFor(), said);
    }

    /** Returns whether a program is on the PATH. */
    public static boolean has(String program) {
        return Stream.of(System.getenv("PATH").split(":"))
                .anyMatch(folder -> Files.isExecutable(Path.of(folder, program)));
    }

    /** Returns whether {@link #within} works here; in many a container nobody may mount anything. */
    public static boolean canRunWithinARoot() throws IOException, InterruptedException {
        return has("ldd")
                && has("chroot")
                && has("unshare")
                && run(apart("true").toArray()).code() == 0;
    }

    /** Returns the command that runs a program as one without rights, with this directory as its root. */
    public static List<String> within(Path root, String program, String argument) {
        String mounted = "mount --rbind /proc \"$1/proc\" && mount --rbind /dev \"$1/dev\" && exec chroot "
                + (isRoot() ? "--userspec=65532:65532 " : "") + "\"$@\"";
        return apart("sh", "-c", mounted, "sh", root.toString(), program, argument);
    }

    /** What it mounts is seen by nobody else, and gone when it ends. */
    private static List<String> apart(String... words) {
        Stream<String> unshare = isRoot() ? Stream.of("unshare") : Stream.of("unshare", "--map-root-user");
        return Stream.of(unshare, Stream.of("--mount"), Stream.of(words))
                .flatMap(each -> each)
                .toList();
    }

    private static boolean isRoot() {
        return "root".equals(System.getProperty("user.name"));
    }
}
