package dev.dryrun.report;

import com.fasterxml.jackson.annotation.JsonAutoDetect.Visibility;
import com.fasterxml.jackson.annotation.PropertyAccessor;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import com.fasterxml.jackson.core.util.Separators;
import com.fasterxml.jackson.databind.JsonSerializer;
import com.fasterxml.jackson.databind.ObjectWriter;
import com.fasterxml.jackson.databind.SerializerProvider;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.module.SimpleModule;
import com.fasterxml.jackson.databind.ser.std.StdSerializer;
import dev.dryrun.time.DurationBounds;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;

/** Writes report.json: indented, every key present, in the order of report.schema.json. */
public final class JsonReport {

    private static final JsonMapper MAPPER = mapper();
    private static final ObjectWriter WRITER = writer();

    private JsonReport() {}

    public static String render(Report report) {
        return text(report);
    }

    /** Any other record in the spelling of report.json: for files that stand beside it. */
    public static String text(Object value) {
        try {
            return WRITER.writeValueAsString(value) + "\n";
        } catch (JsonProcessingException impossible) {
            throw new UncheckedIOException(impossible);
        }
    }

    /** Writes the same text in UTF-8: a report of very many steps has more of it than fits in memory. */
    public static void write(Report report, OutputStream out) throws IOException {
        WRITER.without(JsonGenerator.Feature.AUTO_CLOSE_TARGET).writeValue(out, report);
        out.write('\n');
    }

    /** The JSON schema that every report follows. */
    public static String schema() {
        return schema(JsonReport.class, "report.schema.json");
    }

    /** A schema that lies beside a type. */
    public static String schema(Class<?> type, String name) {
        try (InputStream file = type.getResourceAsStream(name)) {
            return new String(file.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
    }

    /** The same spelling without a space, for what no person reads. */
    static String compact(Object value) {
        try {
            return MAPPER.writeValueAsString(value) + "\n";
        } catch (JsonProcessingException impossible) {
            throw new UncheckedIOException(impossible);
        }
    }

    /** A member of a fixed set as every report spells it: {@code step-failed}. */
    public static String word(Enum<?> member) {
        return member.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    private static JsonMapper mapper() {
        return JsonMapper.builder()
                // Only what a record holds, or is marked for, is written: its questions about itself are not fields.
                .visibility(PropertyAccessor.ALL, Visibility.NONE)
                .visibility(PropertyAccessor.FIELD, Visibility.ANY)
                .addModule(types())
                .build();
    }

    private static ObjectWriter writer() {
        DefaultIndenter newlines = new DefaultIndenter("  ", "\n");
        return MAPPER.writer(
                new DefaultPrettyPrinter(spacing()).withObjectIndenter(newlines).withArrayIndenter(newlines));
    }

    /** {@code "key": value}, and {@code []} for an empty list. */
    private static Separators spacing() {
        return Separators.createDefaultInstance()
                .withObjectFieldValueSpacing(Separators.Spacing.AFTER)
                .withArrayEmptySeparator("")
                .withObjectEmptySeparator("");
    }

    private static SimpleModule types() {
        return new SimpleModule()
                .addSerializer(Double.class, new Decimal())
                .addSerializer(double.class, new Decimal())
                .addSerializer(Duration.class, new Milliseconds())
                .addSerializer(DurationBounds.class, new Bounds())
                .addSerializer(Instant.class, new UtcTime())
                .addSerializer(new Present())
                .addSerializer(new Word());
    }

    /** Milliseconds to the microsecond, so that no reader mistakes the clock's nanoseconds for precision. */
    private static BigDecimal milliseconds(Duration duration) {
        return rounded(BigDecimal.valueOf(duration.toNanos(), 6));
    }

    private static BigDecimal rounded(BigDecimal number) {
        BigDecimal bare = number.setScale(3, RoundingMode.HALF_UP).stripTrailingZeros();
        return bare.scale() < 0 ? bare.setScale(0) : bare;
    }

    /** A number that may have a fraction, to three digits of it. */
    private static final class Decimal extends JsonSerializer<Double> {

        @Override
        public void serialize(Double value, JsonGenerator json, SerializerProvider types) throws IOException {
            json.writeNumber(rounded(BigDecimal.valueOf(value)));
        }
    }

    /** A duration, as a number of milliseconds. */
    private static final class Milliseconds extends JsonSerializer<Duration> {

        @Override
        public void serialize(Duration value, JsonGenerator json, SerializerProvider types) throws IOException {
            json.writeNumber(milliseconds(value));
        }
    }

    /** A duration of which the bounds are known. */
    private static final class Bounds extends JsonSerializer<DurationBounds> {

        @Override
        public void serialize(DurationBounds value, JsonGenerator json, SerializerProvider types) throws IOException {
            json.writeStartObject();
            json.writeNumberField("atLeast", milliseconds(value.atLeast()));
            json.writeNumberField("atMost", milliseconds(value.atMost()));
            json.writeEndObject();
        }
    }

    /** A point in time, ISO 8601 in UTC. */
    private static final class UtcTime extends JsonSerializer<Instant> {

        @Override
        public void serialize(Instant value, JsonGenerator json, SerializerProvider types) throws IOException {
            json.writeString(value.toString());
        }
    }

    /** What is there, or null where it is not: the key stays, so that a reader sees that something was not measured. */
    private static final class Present extends StdSerializer<Optional<?>> {

        private static final long serialVersionUID = 1L;

        Present() {
            super(Optional.class, true);
        }

        @Override
        public void serialize(Optional<?> value, JsonGenerator json, SerializerProvider types) throws IOException {
            types.defaultSerializeValue(value.orElse(null), json);
        }
    }

    /** A member of a fixed set. */
    private static final class Word extends StdSerializer<Enum<?>> {

        private static final long serialVersionUID = 1L;

        Word() {
            super(Enum.class, true);
        }

        @Override
        public void serialize(Enum<?> value, JsonGenerator json, SerializerProvider types) throws IOException {
            json.writeString(word(value));
        }
    }
}
