package dev.dryrun.profile;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.csv.CsvFactory;
import com.fasterxml.jackson.dataformat.csv.CsvParser;
import com.fasterxml.jackson.dataformat.csv.CsvSchema;
import dev.dryrun.plan.BadInput;
import dev.dryrun.script.SourceText;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;

/** Reads an export of pg_stat_statements: CSV with a header, or a JSON array of objects, by the names of its columns. */
public final class StatementsFile {

    private static final String HINT = "export it as docs/load-from-statements.md says";
    private static final String QUERY = "query";
    private static final String CALLS = "calls";

    private final SourceText source;
    private final List<MeasuredStatement> statements = new ArrayList<>();

    private StatementsFile(SourceText source) {
        this.source = source;
    }

    /** @throws BadInput with file and line if it is no such export */
    public static LoadInput.Measured read(SourceText source) {
        StatementsFile file = new StatementsFile(source);
        String text = source.text().startsWith("\uFEFF") ? source.text().substring(1) : source.text();
        try {
            if (text.isBlank()) {
                throw file.refused(1, "is empty");
            }
            boolean json =
                    text.stripLeading().startsWith("[") || text.stripLeading().startsWith("{");
            if (json) {
                file.json(text);
            } else {
                file.csv(text);
            }
        } catch (JsonProcessingException malformed) {
            int line = Optional.ofNullable(malformed.getLocation())
                    .map(location -> location.getLineNr())
                    .orElse(1);
            throw file.refused(line, "cannot be read: " + malformed.getOriginalMessage());
        } catch (IOException impossible) {
            throw new IllegalStateException("a text in memory can be read", impossible);
        }
        if (file.statements.isEmpty()) {
            throw file.refused(1, "names no statement that was called");
        }
        return new LoadInput.Measured(source.file(), file.statements);
    }

    private void csv(String text) throws IOException {
        CsvFactory format = CsvFactory.builder()
                .enable(CsvParser.Feature.FAIL_ON_MISSING_HEADER_COLUMNS)
                .build();
        try (CsvParser parser = format.createParser(text)) {
            parser.setSchema(CsvSchema.emptySchema().withHeader());
            rows(parser, 1);
        }
    }

    private void json(String text) throws IOException {
        try (JsonParser parser = new ObjectMapper().getFactory().createParser(text)) {
            rows(parser, 0);
        }
    }

    /**
     * Both formats give objects whose values are scalars; an array around them changes nothing.
     *
     * @param linesBehind a row of CSV begins, in the parser's view, at the end of the line before
     */
    private void rows(JsonParser parser, int linesBehind) throws IOException {
        for (JsonToken token = parser.nextToken(); token != null; token = parser.nextToken()) {
            if (token == JsonToken.START_OBJECT) {
                int line = parser.currentTokenLocation().getLineNr() + linesBehind;
                add(line, fields(parser, line));
            } else if (token != JsonToken.START_ARRAY && token != JsonToken.END_ARRAY) {
                throw refused(parser.currentTokenLocation().getLineNr(), "holds something else than statements");
            }
        }
    }

    private Map<String, String> fields(JsonParser parser, int line) throws IOException {
        Map<String, String> fields = new LinkedHashMap<>();
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
            String name = parser.currentName();
            JsonToken value = parser.nextToken();
            if (!value.isScalarValue()) {
                throw refused(line, "has a " + name + " that is no plain value");
            }
            if (value != JsonToken.VALUE_NULL) {
                fields.put(name.strip(), parser.getText());
            }
        }
        return fields;
    }

    private void add(int line, Map<String, String> fields) {
        if (statements.isEmpty() && !fields.containsKey(CALLS)) {
            throw refused(line, "has no column " + CALLS + "; its columns are " + fields.keySet());
        }
        if (statements.isEmpty() && !fields.containsKey(QUERY)) {
            throw refused(line, "has no column " + QUERY + "; its columns are " + fields.keySet());
        }
        OptionalDouble calls = number(line, fields, CALLS);
        String query = fields.getOrDefault(QUERY, "");
        if (calls.isEmpty() || calls.getAsDouble() < 0) {
            throw refused(line, "has an entry whose calls are no positive number");
        }
        if (calls.getAsDouble() > 0) {
            statements.add(new MeasuredStatement(
                    line, query, calls.getAsDouble(), number(line, fields, "rows"), number(line, fields, "seconds")));
        }
    }

    private OptionalDouble number(int line, Map<String, String> fields, String name) {
        String text = fields.getOrDefault(name, "").strip();
        try {
            return text.isEmpty() ? OptionalDouble.empty() : OptionalDouble.of(Double.parseDouble(text));
        } catch (NumberFormatException e) {
            throw refused(line, "has an entry whose " + name + " are no number: " + text);
        }
    }

    private BadInput refused(int line, String what) {
        return new BadInput(source.file() + ":" + line + ": the export of pg_stat_statements " + what, HINT);
    }
}
