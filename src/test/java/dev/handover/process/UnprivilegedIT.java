package dev.handover.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** As the unit, the image and the pod run it: by a user without rights, in a folder of root's. To become that user takes root. */
class UnprivilegedIT {

    private static final int USER = 10006;

    @TempDir
    private Path folder;

    @Test
    void deliversAndWritesNothingButItsData() throws Exception {
        assumeTrue(canBecomeTheUser(), "needs root, setpriv, and a Java that everybody may run");
        Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxr-xr-x"));
        Path app = Files.createDirectory(folder.resolve("app"));
        Path data = ofTheUser("data");
        Path temporary = ofTheUser("tmp");
        Unpacked.copyTo(app);

        try (HandoverProcess handover = new HandoverProcess(app)
                .asUser(USER)
                .with("DATA_DIR", data.toString())
                .withJvm("-Djava.io.tmpdir=" + temporary)) {
            // The test's own, written by root.
            Files.createFile(handover.log());
            List<Path> before = everythingIn(app);
            handover.start();
            try (OpenIm openIm = new OpenIm(handover.port())) {
                assertThat(openIm.transfer("op-own", "own").isSuccess()).isTrue();
            }
            AuditFolder audit = new AuditFolder(handover);
            await().atMost(Duration.ofSeconds(30)).until(() -> audit.deliveries().size() == 2);
            assertThat(audit.acceptedGroups()).containsExactly("own");
            assertThat(everythingIn(data.resolve("outbox"))).filteredOn(Files::isRegularFile).hasSize(2);
            assertThat(Files.getAttribute(data.resolve("handover.lock"), "unix:uid")).isEqualTo(USER);
            assertThat(everythingIn(app)).isEqualTo(before);
        }
    }

    private static boolean canBecomeTheUser() throws InterruptedException {
        try {
            return new ProcessBuilder(
                                    "setpriv", "--reuid=" + USER, "--regid=" + USER, "--clear-groups",
                                    Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-version")
                            .start()
                            .waitFor()
                    == 0;
        } catch (IOException none) {
            return false;
        }
    }

    private Path ofTheUser(String name) throws IOException {
        Path made = Files.createDirectory(folder.resolve(name));
        Files.setAttribute(made, "unix:uid", USER);
        Files.setAttribute(made, "unix:gid", USER);
        Files.setPosixFilePermissions(made, PosixFilePermissions.fromString("rwx------"));
        return made;
    }

    private static List<Path> everythingIn(Path folder) throws IOException {
        try (Stream<Path> found = Files.walk(folder)) {
            return found.sorted().toList();
        }
    }
}
