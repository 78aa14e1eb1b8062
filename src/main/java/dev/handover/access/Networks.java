package dev.handover.access;

import dev.handover.settings.InvalidSetting;
import java.net.InetAddress;
import java.util.List;
import org.apache.catalina.util.NetMask;

/** A list of networks and single addresses, such as {@code 10.0.0.0/8}, {@code fd00::/8} and {@code 192.0.2.7}. */
public final class Networks {

    private final List<NetMask> masks;

    private Networks(List<NetMask> masks) {
        this.masks = masks;
    }

    /**
     * Stops the start when one of them is none.
     *
     * @param setting its name as an operator writes it
     */
    public static Networks of(List<String> networks, String setting) {
        return new Networks(networks.stream().map(network -> mask(network, setting)).toList());
    }

    private static NetMask mask(String network, String setting) {
        try {
            // Tomcat would take "10.1" for an address, too.
            if (Addresses.parse(network.replaceFirst("/.*", "")).isPresent()) {
                return new NetMask(network);
            }
        } catch (IllegalArgumentException e) {
            // Said below, in our own words.
        }
        throw new InvalidSetting(
                setting, "has an entry that is no network", "Write networks like 10.0.0.0/8, fd00::/8 or 192.0.2.7, separated by commas.");
    }

    public boolean isEmpty() {
        return masks.isEmpty();
    }

    boolean contain(InetAddress address) {
        return masks.stream().anyMatch(mask -> mask.matches(address));
    }

    /** @param address as it is written; a name, or nonsense, is in no network */
    public boolean contain(String address) {
        return Addresses.parse(address).filter(this::contain).isPresent();
    }
}
