package dev.handover.audit;

/** Bytes that a line must have to be worth parsing. */
record Needle(byte[] bytes) {

    boolean isIn(Lines lines) {
        return after(lines, lines.offset()) >= 0;
    }

    /** Where in the buffer they end for the first time, looked for from a place in the line; -1 when they are not there. */
    int after(Lines lines, int place) {
        int end = lines.offset() + lines.length() - bytes.length;
        for (int from = place; from <= end; from++) {
            if (matches(lines.bytes(), from)) {
                return from + bytes.length;
            }
        }
        return -1;
    }

    private boolean matches(byte[] line, int from) {
        for (int i = 0; i < bytes.length; i++) {
            if (line[from + i] != bytes[i]) {
                return false;
            }
        }
        return true;
    }
}
