package dev.handover;

import com.icegreen.greenmail.util.ServerSetup;

/** Where GreenMail listens in tests: on this machine, and with the time to start that a busy one takes. */
public final class LocalMail {

    private static final long START_MS = 20_000;

    private LocalMail() {}

    /** @param port 0 for one that is free */
    public static ServerSetup on(int port) {
        ServerSetup setup = new ServerSetup(port, "127.0.0.1", ServerSetup.PROTOCOL_SMTP);
        setup.setServerStartupTimeout(START_MS);
        return setup;
    }
}
