package dev.flyball.agent.docs;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A fenced block of a page, with what the comments before it tell the test of the docs:
 *
 * <ul>
 *   <li>{@code shown}: not a command, but lines that the block of commands before it prints
 *   <li>{@code shown, but for its figures}: the same with other numbers, and so one server or several
 *   <li>{@code goes on until "TEXT"}: does not end by itself; stopped once it has printed the text
 *   <li>{@code agent}: asks an agent that runs
 *   <li>{@code cluster}: needs a cluster with a Deployment called chat in the namespace shop
 *   <li>{@code needs PROGRAM}: needs a program that not every machine has
 *   <li>{@code exempt: REASON}: is not run
 * </ul>
 *
 * @param page the file
 * @param line where it begins
 * @param language as the fence says
 * @param markers what the comments say
 * @param text what stands in it
 */
public record DocBlock(Path page, int line, String language, List<String> markers, String text) {

    private static final String MARKER = "<!-- docs-test: ";
    private static final String FENCE = "```";

    /** Returns the README and every page of docs. */
    public static List<Path> pages() throws IOException {
        Path root = Path.of("..").toAbsolutePath().normalize();
        try (Stream<Path> docs = Files.list(root.resolve("docs"))) {
            return Stream.concat(
                            docs.filter(file -> file.toString().endsWith(".md")).sorted(),
                            Stream.of(root.resolve("README.md")))
                    .toList();
        }
    }

    /** Returns the blocks of a page that are commands, or what they print. */
    public static List<DocBlock> of(Path page) throws IOException {
        List<DocBlock> blocks = new ArrayList<>();
        List<String> markers = new ArrayList<>();
        List<String> lines = Files.readAllLines(page);
        for (int i = 0; i < lines.size(); i++) {
            String line = lines.get(i);
            if (line.startsWith(MARKER)) {
                markers.add(line.substring(MARKER.length(), line.lastIndexOf(" -->")));
            } else if (line.startsWith(FENCE)) {
                int begin = i + 1;
                int end = begin + lines.subList(begin, lines.size()).indexOf(FENCE);
                String text = lines.subList(begin, end).stream().collect(Collectors.joining("\n"));
                DocBlock block = new DocBlock(page, begin, line.substring(FENCE.length()), List.copyOf(markers), text);
                if (block.language().equals("sh") || block.isShown()) {
                    blocks.add(block);
                }
                markers.clear();
                i = end;
            }
        }
        return blocks;
    }

    /** Returns what follows a marker, such as the reason of an exemption. */
    public Optional<String> marked(String marker) {
        return markers.stream()
                .filter(each -> each.startsWith(marker))
                .map(each -> each.substring(marker.length()).strip())
                .findFirst();
    }

    /** Says whether these are lines that the commands before print. */
    public boolean isShown() {
        return marked("shown").isPresent();
    }

    /** Returns the text that ends a command that goes on. */
    public Optional<String> endsAt() {
        return marked("goes on until").map(quoted -> quoted.replace("\"", ""));
    }

    /** Says whether these lines are shown, in this order; of longer lines the end. */
    public boolean isIn(String printed) {
        boolean figures = markers.contains("shown, but for its figures");
        List<String> shown = lines(text, figures);
        List<String> there = lines(printed, figures);
        int next = 0;
        for (String line : there) {
            if (next < shown.size() && line.endsWith(shown.get(next))) {
                next++;
            }
        }
        return next == shown.size();
    }

    private static List<String> lines(String text, boolean withoutFigures) {
        return text.lines()
                .map(String::stripTrailing)
                .filter(line -> !line.isEmpty())
                .map(line -> withoutFigures
                        ? line.replaceAll("-?[0-9][0-9.:]*", "#")
                                .replace("servers", "server")
                                .replaceAll(" +", " ")
                        : line)
                .toList();
    }

    @Override
    public String toString() {
        return page.getFileName() + ":" + line;
    }
}
