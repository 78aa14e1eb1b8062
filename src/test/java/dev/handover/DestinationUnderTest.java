package dev.handover;

/** What the contract needs to know of a destination, and the other end of it, which goes down and comes back as told. */
interface DestinationUnderTest {

    String name();

    /** How many deliveries, and so dead letters, an event makes. */
    default int copies() {
        return 1;
    }

    /** From now on nothing is taken, in a way that may pass. */
    void failForNow();

    /** From now on everything is refused for good; false when nothing at the other end could refuse. */
    boolean refuse();

    /** From now on everything is taken. */
    void recover();

    /** How many deliveries about the group were taken. */
    long arrived(String groupID);
}
