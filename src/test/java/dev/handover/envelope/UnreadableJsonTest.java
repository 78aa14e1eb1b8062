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
        "{\"groupID\": {}}|groupID must be a string",
        "{\"newOwnerUserID\": [1]}|newOwnerUserID must be a string",
        "{\"s3cret\": 1}|The body must be one JSON object",
        "[1]|The body must be one JSON object",
        "{}{}|There is something after the JSON object",
        "{\"groupID\": \"a\", \"groupID\": \"b\"}|A key is given twice",
        "{\"s3cret\": s3cret}|The body is not JSON",
        "{\"groupID\": \"s3cret|The body is not JSON",
        "s3cret|The body is not JSON",
    })
    void saysWhatIsWrongWithoutTheCallersText(String body, String detail) {
        var failure = catchThrowableOfType(JsonProcessingException.class, () -> JSON.readValue(body, Fields.class));
        assertThat(UnreadableJson.detail(failure)).isEqualTo(detail);
    }

    record Fields(String groupID, String newOwnerUserID) {}
}
