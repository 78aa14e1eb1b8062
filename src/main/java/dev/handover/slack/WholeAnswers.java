package dev.handover.slack;

import dev.handover.delivery.AnswerTooLong;
import java.io.IOException;
import okhttp3.Interceptor;
import okhttp3.Response;
import okhttp3.ResponseBody;

/** Returns an answer of Slack's once it is whole; a body of more bytes, decompressed, fails with {@link AnswerTooLong}. */
record WholeAnswers(int maxBody) implements Interceptor {

    @Override
    public Response intercept(Chain chain) throws IOException {
        Response response = chain.proceed(chain.request());
        try (ResponseBody body = response.body()) {
            byte[] bytes = body.byteStream().readNBytes(maxBody + 1);
            if (bytes.length > maxBody) {
                throw new AnswerTooLong(maxBody);
            }
            return response.newBuilder().body(ResponseBody.create(bytes, body.contentType())).build();
        }
    }
}
