package dev.handover.broker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.apache.activemq.artemis.core.config.Configuration;
import org.apache.activemq.artemis.core.config.impl.ConfigurationImpl;
import org.apache.activemq.artemis.core.io.SequentialFile;
import org.apache.activemq.artemis.core.io.nio.NIOSequentialFileFactory;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** On a device that is always full. A disk that gets full, which writes parts, takes root to mount: {@code DiskIT} does. */
class WholePagesTest {

    private static final Path FULL = Path.of("/dev/full");

    @TempDir
    private Path folder;

    private final List<String> reported = new ArrayList<>();
    private NIOSequentialFileFactory files;

    @BeforeEach
    void setUp() throws Exception {
        Configuration configuration = new ConfigurationImpl().setPagingDirectory(folder.toString());
        files = new WholePages(null, configuration, null, null, (cause, message, file) -> reported.add(file)).newFileFactory("pages");
        files.createDirs();
    }

    @Test
    void writesWhatComesTogetherWhenItIsForced() throws Exception {
        SequentialFile page = open("000000001.page");
        write(page, "event");
        write(page, "another");
        assertThat(folder.resolve("pages/000000001.page")).isEmptyFile();
        page.sync();
        assertThat(folder.resolve("pages/000000001.page")).hasContent("eventanother");
        write(page, "last");
        page.sync();
        assertThat(folder.resolve("pages/000000001.page")).hasContent("eventanotherlast");
        assertThat(page.position()).isEqualTo(16);
        assertThat(reported).isEmpty();
    }

    @Test
    void writesWhatItHoldsWhenItIsClosed() throws Exception {
        SequentialFile page = open("000000001.page");
        write(page, "event");
        page.close(false, false);
        assertThat(folder.resolve("pages/000000001.page")).hasContent("event");
        page.open();
        page.position(page.size());
        write(page, "another");
        page.close();
        assertThat(folder.resolve("pages/000000001.page")).hasContent("eventanother");
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 1_000, 65_535, 65_536, 65_537, 200_000})
    void keepsTheOrderOfWhatIsMoreThanItHolds(int length) throws Exception {
        SequentialFile page = open("000000001.page");
        StringBuilder written = new StringBuilder();
        for (String text : List.of("first", "a".repeat(length), "b", "c".repeat(length), "d".repeat(40_000), "e".repeat(40_000), "last")) {
            write(page, text);
            written.append(text);
        }
        page.sync();
        assertThat(folder.resolve("pages/000000001.page")).hasContent(written.toString());
    }

    @Test
    void failsToForceWhatFoundNoSpaceAndReportsIt() throws Exception {
        SequentialFile page = openFull("000000001.page");
        write(page, "event");
        assertThatExceptionOfType(IOException.class).isThrownBy(page::sync).withMessageContaining("could not be written");
        assertThat(reported).isNotEmpty().containsOnly("000000001.page");
    }

    @Test
    void writesAndForcesNothingMoreAfterAFailure() throws Exception {
        SequentialFile other = open("000000002.page");
        write(other, "before");
        other.sync();
        SequentialFile page = openFull("000000001.page");
        write(page, "event");
        page.close(false, false);
        write(other, "after");
        assertThatExceptionOfType(IOException.class).isThrownBy(other::sync);
        assertThat(folder.resolve("pages/000000002.page")).hasContent("before");
    }

    @Test
    void reportsWhatFoundNoSpaceThoughMoreThanItHolds() throws Exception {
        SequentialFile page = openFull("000000001.page");
        write(page, "a".repeat(65_537));
        assertThat(reported).containsExactly("000000001.page");
        assertThatExceptionOfType(IOException.class).isThrownBy(page::sync).withMessageContaining("could not be written");
    }

    @Test
    void writesNothingMoreAfterAForceThatFailed() throws Exception {
        // A device forces nothing.
        SequentialFile page = openFull("000000001.page");
        assertThatExceptionOfType(IOException.class).isThrownBy(page::sync).withMessageNotContaining("could not be written");
        assertThatNothingMoreIsWritten();
        assertThat(reported).startsWith("000000001.page");
    }

    @Test
    void writesNothingMoreAfterACloseThatFailed() throws Exception {
        SequentialFile page = openFull("000000001.page");
        assertThatExceptionOfType(IOException.class).isThrownBy(page::close);
        assertThatNothingMoreIsWritten();
    }

    @Test
    void failsToForceWhatAnInterruptKeptFromBeingWritten() throws Exception {
        SequentialFile page = open("000000001.page");
        write(page, "event");
        assertThat(failureWhenInterrupted(page::sync)).hasMessageContaining("could not be written");
        assertThat(reported).containsExactly("000000001.page");
    }

    @Test
    void failsToForceWhatAnInterruptKeptFromBeingForced() throws Exception {
        SequentialFile page = open("000000001.page");
        write(page, "event");
        page.sync();
        assertThat(failureWhenInterrupted(page::sync)).hasMessageContaining("forced");
        assertThatNothingMoreIsWritten();
    }

    @Test
    void refusesAWriteOnceItIsClosed() throws Exception {
        SequentialFile page = open("000000001.page");
        page.close();
        assertThatExceptionOfType(ClosedChannelException.class).isThrownBy(() -> write(page, "event"));
    }

    @Test
    void failsToForceAPageThatAnInterruptClosed() throws Exception {
        SequentialFile page = open("000000001.page");
        write(page, "a".repeat(65_537));
        page.position(0);
        assertThat(failureWhenInterrupted(() -> page.read(ByteBuffer.allocateDirect(1)))).isInstanceOf(ClosedChannelException.class);
        assertThatExceptionOfType(IOException.class).isThrownBy(page::sync);
    }

    private void assertThatNothingMoreIsWritten() throws Exception {
        SequentialFile other = open("000000002.page");
        write(other, "after");
        assertThatExceptionOfType(IOException.class).isThrownBy(other::sync);
        assertThat(folder.resolve("pages/000000002.page")).isEmptyFile();
    }

    private static IOException failureWhenInterrupted(ThrowingCallable act) {
        Thread.currentThread().interrupt();
        try {
            return catchThrowableOfType(IOException.class, act);
        } finally {
            assertThat(Thread.interrupted()).isTrue();
        }
    }

    private SequentialFile openFull(String name) throws Exception {
        assumeThat(FULL).exists();
        Files.createSymbolicLink(folder.resolve("pages").resolve(name), FULL);
        return open(name);
    }

    private SequentialFile open(String name) throws Exception {
        SequentialFile file = files.createSequentialFile(name);
        file.open();
        return file;
    }

    private void write(SequentialFile page, String text) throws Exception {
        ByteBuffer buffer = files.newBuffer(text.length());
        buffer.put(text.getBytes()).flip();
        page.writeDirect(buffer, false);
    }
}
