package dev.handover.audit;

/**
 * The end of the chain: what the next line follows.
 *
 * @param seq the last line's number, 0 before the first
 * @param hash the last line's hash, 64 zeros before the first
 */
record Chain(long seq, String hash) {

    static final Chain START = new Chain(0, "0".repeat(64));
}
