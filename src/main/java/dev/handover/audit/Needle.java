package dev.handover.audit;

/** Bytes that a line must have to be worth parsing. */
record Needle(byte[] bytes) {

    boolean isIn(Lines lines) {
        int end = lines.offset() + lines.length() - bytes.length;
        for (int from = lines.offset(); from <= end; from++) {
            if (matches(lines.bytes(), from)) {
                return true;
            }
        }
        return false;
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
