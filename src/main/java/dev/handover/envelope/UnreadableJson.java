package dev.handover.envelope;

import com.fasterxml.jackson.core.JsonParseException;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.exc.MismatchedInputException;
import java.util.Optional;
import java.util.Set;

/** Says in fixed words why a callback's JSON cannot be read. Jackson's own messages quote the caller's text. */
final class UnreadableJson {

    private static final Set<String> FIELDS =
            Set.of("callbackCommand", "groupID", "oldOwnerUserID", "newOwnerUserID");

    private UnreadableJson() {}

    static Refusal refusal(JsonProcessingException failure) {
        return field(failure)
                .map(name -> new Refusal(Invalid.TYPE, name + " must be a string"))
                .orElseGet(() -> new Refusal(Invalid.JSON, detail(failure)));
    }

    private static Optional<String> field(JsonProcessingException failure) {
        if (failure instanceof MismatchedInputException mismatch) {
            return mismatch.getPath().stream()
                    .map(reference -> reference.getFieldName())
                    .filter(name -> name != null && FIELDS.contains(name))
                    .findFirst();
        }
        return Optional.empty();
    }

    private static String detail(JsonProcessingException failure) {
        if (failure instanceof MismatchedInputException mismatch) {
            return isTrailing(mismatch) ? "There is something after the JSON object" : "The body must be one JSON object";
        }
        if (failure instanceof JsonParseException && failure.getOriginalMessage().startsWith("Duplicate field")) {
            return "A key is given twice";
        }
        return "The body is not JSON";
    }

    private static boolean isTrailing(MismatchedInputException mismatch) {
        return mismatch.getOriginalMessage().startsWith("Trailing token");
    }
}
