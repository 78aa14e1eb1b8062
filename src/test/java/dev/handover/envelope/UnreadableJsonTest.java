package dev.handover.envelope;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class UnreadableJsonTest {

    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '~', value = {
        "{\"groupID\": {}}|groupID must be a string|TYPE",
        "{\"newOwnerUserID\": [1]}|newOwnerUserID must be a string|TYPE",
        "{\"s3cret\": 1}|The body must be one JSON object|JSON",
        "[1]|The body must be one JSON object|JSON",
        "{}{}|There is something after the JSON object|JSON",
        "{\"groupID\": \"a\", \"groupID\": \"b\"}|A key is given twice|JSON",
        "{\"s3cret\": s3cret}|The body is not JSON|JSON",
        "{\"groupID\": \"s3cret|The body is not JSON|JSON",
        "s3cret|The body is not JSON|JSON",
    })
    void saysWhatIsWrongWithoutTheCallersText(String body, String detail, Invalid reason) {
        var failure = catchThrowableOfType(JsonProcessingException.class, () -> JSON.readValue(body, Fields.class));
        Refusal refusal = UnreadableJson.refusal(failure);
        assertThat(refusal).hasMessage(detail);
        assertThat(refusal.answer()).isEqualTo(Answer.INVALID);
        assertThat(refusal.invalid()).contains(reason);
    }

    record Fields(String groupID, String newOwnerUserID) {}
}
