package dev.handover.openim;

/** A server did not answer as it should, or answered with an error; the message holds nothing that came from it. */
final class ApiFailure extends Exception {

    private static final int ARGUMENTS = 1001;
    private static final int NOT_FOUND = 1004;
    private static final int FIRST_ABOUT_TOKEN = 1501;
    private static final int LAST_ABOUT_TOKEN = 1507;

    private final int errCode;

    private ApiFailure(String message, int errCode) {
        super(message, null, false, false);
        this.errCode = errCode;
    }

    /** @param what what went wrong, for a log */
    static ApiFailure of(String what) {
        return new ApiFailure(what, 0);
    }

    /** @param errCode what the server answered; not 0 */
    static ApiFailure answered(int errCode) {
        return new ApiFailure("errCode " + errCode, errCode);
    }

    boolean isNotFound() {
        return errCode == NOT_FOUND;
    }

    boolean isAboutToken() {
        return errCode >= FIRST_ABOUT_TOKEN && errCode <= LAST_ABOUT_TOKEN;
    }

    /** Whether it tells of the server: an answer about the question does not. An old token is fetched anew first. */
    boolean isFault() {
        return errCode != NOT_FOUND && errCode != ARGUMENTS && !isAboutToken();
    }
}
