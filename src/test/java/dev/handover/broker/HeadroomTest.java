package dev.handover.broker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** When the disk is too full; DiskIT fills one, which takes root. */
class HeadroomTest {

    @TempDir
    private Path data;

    @Test
    void isThereWhileAsMuchIsFreeAsIsNeeded() {
        assertThat(Headroom.trouble(data, 200, 200)).isEmpty();
        assertThat(Headroom.trouble(data, 201, 200)).isEmpty();
        assertThat(Headroom.trouble(data, 0, 0)).isEmpty();
    }

    @Test
    void isNotThereWithOneByteLess() {
        assertThat(Headroom.trouble(data, 199, 200)).contains("the disk of " + data + " has 199 bytes free and needs 200");
    }

    @Test
    void isAQuarterOfADiskThatIsSmall() {
        assertThat(Headroom.needed(200, 799)).isEqualTo(199);
        assertThat(Headroom.needed(200, 800)).isEqualTo(200);
        assertThat(Headroom.needed(200, 100_000)).isEqualTo(200);
    }

    @Test
    void isNotThereWithoutTheFolder() {
        Path gone = data.resolve("gone");
        assertThat(Headroom.trouble(gone, 200, 0)).contains(gone + " cannot be written");
    }

    @Test
    void isNotThereWhenTheFolderCannotBeWritten() throws IOException {
        Path readOnly = Files.createDirectory(data.resolve("read-only"));
        Files.setPosixFilePermissions(readOnly, PosixFilePermissions.fromString("r-x------"));
        assumeFalse(Files.isWritable(readOnly), "root may write everywhere");
        assertThat(Headroom.trouble(readOnly, 200, 0)).contains(readOnly + " cannot be written");
    }
}
