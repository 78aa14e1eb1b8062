package dev.handover.template;

import com.fasterxml.jackson.core.io.JsonStringEncoder;
import freemarker.core.CommonMarkupOutputFormat;
import freemarker.core.CommonTemplateMarkupOutputModel;
import java.io.IOException;
import java.io.Writer;

/**
 * Escapes every {@code ${…}} of a {@code *.json.ftl} template for the inside of a JSON string, as {@code .ftlh} does for
 * HTML: an editor who forgets to escape opens no hole. FreeMarker's own JSON format escapes nothing by itself.
 */
final class JsonStrings extends CommonMarkupOutputFormat<JsonStrings.Part> {

    static final JsonStrings FORMAT = new JsonStrings();

    private JsonStrings() {}

    @Override
    public String getName() {
        return "JSON strings";
    }

    @Override
    public String getMimeType() {
        return "application/json";
    }

    @Override
    public void output(String text, Writer out) throws IOException {
        out.write(escapePlainText(text));
    }

    @Override
    public String escapePlainText(String text) {
        return new String(JsonStringEncoder.getInstance().quoteAsString(text));
    }

    @Override
    public boolean isLegacyBuiltInBypassed(String builtIn) {
        return builtIn.equals("json_string");
    }

    @Override
    protected Part newTemplateMarkupOutputModel(String text, String markup) {
        return new Part(text, markup);
    }

    /** JSON that is finished: it stays as it is. */
    Part whole(String json) {
        return newTemplateMarkupOutputModel(null, json);
    }

    /** A piece of output that is text yet to be escaped, or finished JSON. */
    static final class Part extends CommonTemplateMarkupOutputModel<Part> {

        private Part(String text, String markup) {
            super(text, markup);
        }

        @Override
        public JsonStrings getOutputFormat() {
            return FORMAT;
        }
    }
}
