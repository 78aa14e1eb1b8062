package dev.handover.email;

import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.internet.MimeMessage;

/** A mail whose Message-ID is given, and stays when the message is saved again on its way to the server. */
final class Letter extends MimeMessage {

    private final String messageID;

    Letter(String messageID) {
        super((Session) null);
        this.messageID = messageID;
    }

    @Override
    protected void updateMessageID() throws MessagingException {
        setHeader("Message-ID", messageID);
    }
}
