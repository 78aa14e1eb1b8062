package dev.handover.email;

import jakarta.mail.Address;
import jakarta.mail.Message;
import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.Transport;
import java.time.Duration;
import org.apache.camel.component.mail.DefaultJavaMailSender;
import org.apache.commons.pool2.BasePooledObjectFactory;
import org.apache.commons.pool2.PooledObject;
import org.apache.commons.pool2.impl.DefaultPooledObject;
import org.apache.commons.pool2.impl.GenericObjectPool;
import org.apache.commons.pool2.impl.GenericObjectPoolConfig;

/**
 * camel-mail's own sender, over connections that are kept for the next mail: to connect, agree on keys and log in takes a
 * server far away longer than the mail.
 *
 * <p>A kept connection is asked whether it lives (NOOP) before it is used, carries one mail at a time and 20 in all, and is
 * closed soon after it was idle for the time that is set, or when anything on it failed. There are as many as mails were sent at once.
 */
class KeptConnections extends DefaultJavaMailSender implements AutoCloseable {

    /** sendmail answers slowly, and ever more so, from the 20th NOOP of a connection on; Amazon SES takes fewer than 100 mails. */
    private static final int MOST_MAILS = 20;

    private final GenericObjectPool<Transport> connections;

    /** @param keep how long an idle connection is kept; zero: each mail has its own */
    KeptConnections(Duration keep) {
        GenericObjectPoolConfig<Transport> config = new GenericObjectPoolConfig<>();
        config.setJmxEnabled(false);
        config.setMaxTotal(-1);
        config.setTestOnBorrow(true);
        if (keep.toMillis() == 0) {
            config.setMaxIdle(0);
        } else {
            config.setMaxIdle(-1);
            config.setMinEvictableIdleDuration(keep);
            config.setTimeBetweenEvictionRuns(Duration.ofMillis(Math.max(1, keep.toMillis() / 2)));
            config.setNumTestsPerEvictionRun(-1);
        }
        connections = new GenericObjectPool<>(new Connecting(), config);
    }

    /** What camel-mail connects, sends one mail over, and closes. */
    @Override
    protected Transport getTransport(Session session) {
        return new Turn(session);
    }

    @Override
    public void close() {
        connections.close();
    }

    private final class Connecting extends BasePooledObjectFactory<Transport> {

        @Override
        public Transport create() throws MessagingException {
            Transport connection = getSession().getTransport(getProtocol());
            connection.connect(getHost(), getPort(), getUsername(), getPassword());
            return connection;
        }

        @Override
        public PooledObject<Transport> wrap(Transport connection) {
            return new DefaultPooledObject<>(connection);
        }

        @Override
        public boolean validateObject(PooledObject<Transport> kept) {
            long mails = kept.getBorrowedCount();
            return mails == 1 || mails <= MOST_MAILS && kept.getObject().isConnected();
        }

        @Override
        public void destroyObject(PooledObject<Transport> kept) {
            try {
                kept.getObject().close();
            } catch (MessagingException e) {
                // The server was gone before the goodbye; its mails were taken, or have failed by themselves.
            }
        }
    }

    /** One mail's turn on a connection: closed, it gives the connection back when the mail was taken. */
    private final class Turn extends Transport {

        private Transport connection;
        private boolean taken;

        Turn(Session session) {
            super(session, null);
        }

        @Override
        public void connect(String host, int port, String user, String password) throws MessagingException {
            try {
                connection = connections.borrowObject();
            } catch (MessagingException | RuntimeException e) {
                throw e;
            } catch (Exception e) {
                throw new MessagingException("No connection to the mail server", e);
            }
        }

        @Override
        public void sendMessage(Message mail, Address[] recipients) throws MessagingException {
            connection.sendMessage(mail, recipients);
            taken = true;
        }

        @Override
        public void close() {
            Transport done = connection;
            connection = null;
            if (done == null) {
                return;
            }
            if (taken) {
                connections.returnObject(done);
            } else {
                try {
                    connections.invalidateObject(done);
                } catch (Exception e) {
                    // It is closed for its failure, which the caller has.
                }
            }
        }
    }
}
