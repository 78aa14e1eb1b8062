package dev.handover.email;

import jakarta.mail.internet.AddressException;
import jakarta.mail.internet.InternetAddress;
import java.io.UnsupportedEncodingException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;

/**
 * Reads mail addresses out of settings, strictly (RFC 5322): {@code ops@example.org} or {@code "Ops" <ops@example.org>}.
 *
 * <p>Refused with an {@link IllegalArgumentException} that quotes the address: control characters, line breaks above
 * all, groups, a missing domain, and characters beyond ASCII in the address itself, which not every mail server takes.
 */
public final class EmailAddresses {

    private EmailAddresses() {}

    /** The one address that {@code setting} holds. */
    public static InternetAddress one(String setting) {
        List<InternetAddress> addresses = list(setting);
        if (addresses.size() != 1) {
            throw new IllegalArgumentException("Exactly one mail address is wanted: " + printable(setting));
        }
        return addresses.get(0);
    }

    /** The addresses that {@code setting} holds, separated by commas; none for null or blank. */
    public static List<InternetAddress> list(String setting) {
        if (setting == null || setting.isBlank()) {
            return List.of();
        }
        if (hasControl(setting)) {
            throw refused(setting);
        }
        try {
            return Arrays.stream(InternetAddress.parse(setting, true)).map(EmailAddresses::checked).toList();
        } catch (AddressException e) {
            throw refused(setting);
        }
    }

    /** A copy of {@code address}, its name encoded, fit for a header. */
    static InternetAddress checked(InternetAddress address) {
        String bare = address.getAddress();
        String name = address.getPersonal();
        boolean ascii = bare != null && StandardCharsets.US_ASCII.newEncoder().canEncode(bare);
        if (!ascii || address.isGroup() || hasControl(bare) || (name != null && hasControl(name))) {
            throw refused(bare);
        }
        try {
            // Encodes a name beyond ASCII, which would otherwise go out as question marks.
            InternetAddress copy = new InternetAddress(bare, name, "UTF-8");
            copy.validate();
            return copy;
        } catch (AddressException | UnsupportedEncodingException e) {
            throw refused(bare);
        }
    }

    private static boolean hasControl(String text) {
        return text.chars().anyMatch(Character::isISOControl);
    }

    private static IllegalArgumentException refused(String setting) {
        return new IllegalArgumentException("Not a mail address: " + printable(setting));
    }

    private static String printable(String setting) {
        return setting == null ? "nothing" : setting.replaceAll("\\p{Cntrl}", "?");
    }
}
