package dev.flyball.agent.state;

import com.fasterxml.jackson.core.JsonProcessingException;
import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Collection;
import java.util.Optional;

/**
 * The file in which one agent keeps its state. It is whole at any instant, whenever the process or the machine stops: a
 * new one is written beside it, forced to the disk and renamed over it. Not safe for several threads at once.
 */
final class StateFile {

    private static final String NAME = "flyball-state";
    private static final int NUMBER_OF_DIGITS = 20;

    private final Path directory;
    private final Path file;
    private final Path next;
    private final Path lock;
    private final StateJson json = new StateJson();
    private Optional<FileLock> held = Optional.empty();

    StateFile(Path directory) {
        this.directory = directory;
        this.file = directory.resolve(NAME + ".json");
        this.next = directory.resolve(NAME + ".json.next");
        this.lock = directory.resolve(NAME + ".lock");
    }

    /** Another agent keeps its state in the same directory. */
    static final class InUseException extends IOException {
        private static final long serialVersionUID = 1;

        InUseException(String message) {
            super(message);
        }
    }

    /** The file could not be used; it stays beside the new ones under another name. */
    static final class SetAsideException extends IOException {
        private static final long serialVersionUID = 1;

        SetAsideException(String message, IOException cause) {
            super(message, cause);
        }
    }

    Path path() {
        return file;
    }

    /**
     * Makes the directory this agent's own until the process ends, however it ends. Does nothing if it is.
     *
     * @throws InUseException if it is another agent's
     * @throws IOException if it cannot be made or written to
     */
    void claim() throws IOException {
        if (held.isPresent()) {
            return;
        }
        Files.createDirectories(directory);
        FileChannel channel =
                FileChannel.open(lock, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
        try {
            held = Optional.ofNullable(channel.tryLock(0, 1, false));
        } catch (OverlappingFileLockException own) {
            held = Optional.empty();
        }
        if (held.isEmpty()) {
            String holder = holder(channel);
            channel.close();
            throw new InUseException("another agent, process " + holder + ", keeps its state in " + directory
                    + ": give each agent a directory of its own, or stop the other");
        }
        channel.truncate(0);
        String process = Long.toString(ProcessHandle.current().pid());
        channel.write(ByteBuffer.wrap(process.getBytes(StandardCharsets.US_ASCII)), 0);
    }

    private static String holder(FileChannel channel) throws IOException {
        ByteBuffer text = ByteBuffer.allocate(NUMBER_OF_DIGITS);
        channel.read(text, 0);
        return new String(text.array(), 0, text.position(), StandardCharsets.US_ASCII).strip();
    }

    /** Gives the directory up. */
    void release() throws IOException {
        if (held.isPresent()) {
            held.get().acquiredBy().close();
            held = Optional.empty();
        }
    }

    /**
     * Reads what was kept last; empty if nothing ever was.
     *
     * @throws SetAsideException if it is damaged or by a newer agent
     * @throws IOException if it cannot be read
     */
    Optional<StateJson.Contents> read() throws IOException {
        try (InputStream in = new BufferedInputStream(Files.newInputStream(file))) {
            return Optional.of(json.read(in));
        } catch (NoSuchFileException never) {
            return Optional.empty();
        } catch (StateJson.NewerException newer) {
            throw setAside("newer", newer);
        } catch (FileSystemException unreadable) {
            throw unreadable;
        } catch (IOException damaged) {
            throw setAside("damaged", damaged);
        }
    }

    private SetAsideException setAside(String reason, IOException cause) throws IOException {
        Path aside = directory.resolve(NAME + "." + reason + ".json");
        Files.move(file, aside, StandardCopyOption.REPLACE_EXISTING);
        String why = cause instanceof JsonProcessingException odd ? odd.getOriginalMessage() : cause.getMessage();
        return new SetAsideException(
                "the state in " + file + " cannot be used: it is " + reason + ": " + why + "; it is set aside as "
                        + aside,
                cause);
    }

    /**
     * Replaces what was kept; afterwards it is on the disk.
     *
     * @return how many bytes that took
     * @throws IOException if it cannot be written; then the one of before is still there
     */
    long replace(Collection<Kept> kept) throws IOException {
        long bytes;
        try (FileChannel channel = FileChannel.open(
                next, StandardOpenOption.CREATE, StandardOpenOption.WRITE, StandardOpenOption.TRUNCATE_EXISTING)) {
            OutputStream out = new BufferedOutputStream(Channels.newOutputStream(channel), 1 << 16);
            json.write(kept, out);
            out.flush();
            channel.force(true);
            bytes = channel.size();
        } catch (IOException failed) {
            removeAfter(failed);
            throw failed;
        }
        try {
            Files.move(next, file, StandardCopyOption.ATOMIC_MOVE);
        } catch (AtomicMoveNotSupportedException odd) {
            throw new IOException(directory + " is on a file system that cannot replace a file at once", odd);
        }
        try (FileChannel names = FileChannel.open(directory, StandardOpenOption.READ)) {
            names.force(true);
        }
        return bytes;
    }

    /** Half a file would keep a full disk full. */
    private void removeAfter(IOException failed) {
        try {
            Files.deleteIfExists(next);
        } catch (IOException also) {
            failed.addSuppressed(also);
        }
    }
}
