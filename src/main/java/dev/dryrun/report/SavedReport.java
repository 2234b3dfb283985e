package dev.dryrun.report;

import com.fasterxml.jackson.annotation.JsonSetter;
import com.fasterxml.jackson.annotation.Nulls;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonParseException;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.io.JsonEOFException;
import com.fasterxml.jackson.databind.BeanDescription;
import com.fasterxml.jackson.databind.DeserializationConfig;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonDeserializer;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.deser.std.StdDeserializer;
import com.fasterxml.jackson.databind.exc.ValueInstantiationException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.module.SimpleDeserializers;
import com.fasterxml.jackson.databind.module.SimpleModule;
import com.fasterxml.jackson.datatype.jdk8.Jdk8Module;
import java.io.IOException;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Reads back what {@link JsonReport} wrote, of this version or an older one: fields that this version does not know are
 * passed over, lists and values that may be absent are empty where they are missing, and nothing else may be missing.
 */
public final class SavedReport {

    private static final JsonMapper MAPPER = mapper();
    private static final Pattern MISSING = Pattern.compile("^Null value for creator|^Cannot map `null`");

    private SavedReport() {}

    /** A text that is no report of a version that we can read; the message says why and where, without the file. */
    public static final class Unreadable extends Exception {

        private static final long serialVersionUID = 1L;

        private final boolean newer;

        Unreadable(String message, boolean newer) {
            super(message);
            this.newer = newer;
        }

        /** Whether a newer dryrun could read it. */
        public boolean isNewer() {
            return newer;
        }
    }

    /** The report that report.json holds. */
    public static Report read(String json) throws Unreadable {
        return read(json, Report.class, Report.SCHEMA_VERSION);
    }

    /** A step as a line of a journal holds it. */
    static StepReport readStep(String line) throws Unreadable {
        try {
            return MAPPER.readValue(line, StepReport.class);
        } catch (JsonProcessingException e) {
            throw new Unreadable(reason(e), false);
        }
    }

    /** The load over time that timeseries.json holds. */
    public static TimeSeriesReport readSeries(String json) throws Unreadable {
        return read(json, TimeSeriesReport.class, TimeSeriesReport.VERSION);
    }

    /** Another record in the spelling of report.json, of a schema version up to {@code known}. */
    public static <T> T read(String json, Class<T> type, int known) throws Unreadable {
        try {
            checkVersion(json, known);
            return MAPPER.readValue(json, type);
        } catch (JsonProcessingException e) {
            throw new Unreadable((isCutOff(e, json) ? "it ends in the middle" : reason(e)) + place(e), false);
        } catch (IOException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    /** Before anything else is looked at: in a newer version everything else may be different. */
    private static void checkVersion(String json, int known) throws IOException, Unreadable {
        OptionalInt version = version(json);
        if (version.isEmpty()) {
            throw new Unreadable("it has no schemaVersion and so is no report of dryrun", false);
        }
        if (version.getAsInt() > known) {
            throw new Unreadable(
                    "its schema version is " + version.getAsInt() + ", and this dryrun reads up to " + known, true);
        }
    }

    private static OptionalInt version(String json) throws IOException {
        try (JsonParser parser = MAPPER.createParser(json)) {
            if (parser.nextToken() != JsonToken.START_OBJECT) {
                return OptionalInt.empty();
            }
            while (parser.nextToken() == JsonToken.FIELD_NAME) {
                boolean found = parser.currentName().equals("schemaVersion");
                JsonToken value = parser.nextToken();
                if (found) {
                    return value.isNumeric() ? OptionalInt.of(parser.getValueAsInt()) : OptionalInt.empty();
                }
                parser.skipChildren();
            }
            return OptionalInt.empty();
        }
    }

    /** A text can also end in the middle of a word, which is then one that the parser does not know. */
    private static boolean isCutOff(JsonProcessingException fault, String json) {
        Throwable root = fault.getCause() == null ? fault : fault.getCause();
        JsonLocation at = fault.getLocation();
        return root instanceof JsonEOFException
                || root instanceof JsonParseException && at != null && at.getCharOffset() >= json.length();
    }

    private static String reason(JsonProcessingException fault) {
        if (fault instanceof ValueInstantiationException refused && refused.getCause() != null) {
            return path(refused) + refused.getCause().getMessage();
        }
        String message = fault.getOriginalMessage().lines().findFirst().orElse("it is not JSON");
        return fault instanceof JsonMappingException mapping ? path(mapping) + plain(message) : message;
    }

    /** Jackson's words without the names of our classes and of its own settings. */
    private static String plain(String message) {
        if (message.startsWith("Trailing token")) {
            return "something follows the end of the report";
        }
        return MISSING.matcher(message).find()
                ? "it is missing"
                : message.replaceFirst("^Cannot deserialize value of type `[^`]*` from ", "");
    }

    private static String path(JsonMappingException fault) {
        String path = fault.getPath().stream()
                .map(step -> step.getFieldName() == null ? "[" + step.getIndex() + "]" : "." + step.getFieldName())
                .collect(Collectors.joining());
        return path.isEmpty() ? "" : path.replaceFirst("^\\.", "") + ": ";
    }

    private static String place(JsonProcessingException fault) {
        JsonLocation at = fault.getLocation();
        return at == null ? "" : " (line " + at.getLineNr() + ", column " + at.getColumnNr() + ")";
    }

    private static JsonMapper mapper() {
        // A statement may be longer than the parser's own limit.
        StreamReadConstraints unlimited = StreamReadConstraints.builder()
                .maxStringLength(Integer.MAX_VALUE)
                .build();
        JsonSetter.Value asEmpty = JsonSetter.Value.forValueNulls(Nulls.AS_EMPTY);
        return JsonMapper.builder(
                        JsonFactory.builder().streamReadConstraints(unlimited).build())
                .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
                .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
                .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
                .enable(DeserializationFeature.FAIL_ON_NULL_CREATOR_PROPERTIES)
                .withConfigOverride(List.class, list -> list.setSetterInfo(asEmpty))
                .withConfigOverride(Map.class, map -> map.setSetterInfo(asEmpty))
                .addModule(new Jdk8Module())
                .addModule(types())
                .build();
    }

    private static SimpleModule types() {
        SimpleModule module = new SimpleModule();
        Words words = new Words();
        words.addDeserializer(Duration.class, new Milliseconds());
        words.addDeserializer(Instant.class, new UtcTime());
        module.setDeserializers(words);
        return module;
    }

    /** Members of fixed sets, spelled as {@link JsonReport#word} does. */
    private static final class Words extends SimpleDeserializers {

        private static final long serialVersionUID = 1L;

        @Override
        public JsonDeserializer<?> findEnumDeserializer(
                Class<?> type, DeserializationConfig config, BeanDescription description) {
            return new Word(type);
        }
    }

    /** A member of one fixed set. */
    private static final class Word extends StdDeserializer<Enum<?>> {

        private static final long serialVersionUID = 1L;

        Word(Class<?> type) {
            super(type);
        }

        @Override
        public Enum<?> deserialize(JsonParser json, DeserializationContext types) throws IOException {
            String text = json.getText();
            List<Enum<?>> members = Arrays.stream(handledType().getEnumConstants())
                    .<Enum<?>>map(Enum.class::cast)
                    .toList();
            for (Enum<?> member : members) {
                if (JsonReport.word(member).equals(text)) {
                    return member;
                }
            }
            String known = members.stream().map(JsonReport::word).collect(Collectors.joining(", "));
            return (Enum<?>) types.handleWeirdStringValue(handledType(), text, "known are: " + known);
        }
    }

    /** A number of milliseconds. */
    private static final class Milliseconds extends JsonDeserializer<Duration> {

        @Override
        public Duration deserialize(JsonParser json, DeserializationContext types) throws IOException {
            BigDecimal milliseconds = types.readValue(json, BigDecimal.class);
            return Duration.ofNanos(milliseconds
                    .movePointRight(6)
                    .setScale(0, RoundingMode.HALF_UP)
                    .longValue());
        }
    }

    /** ISO 8601 in UTC. */
    private static final class UtcTime extends JsonDeserializer<Instant> {

        @Override
        public Instant deserialize(JsonParser json, DeserializationContext types) throws IOException {
            try {
                return Instant.parse(json.getText());
            } catch (DateTimeParseException e) {
                return (Instant) types.handleWeirdStringValue(Instant.class, json.getText(), "not a time in UTC");
            }
        }
    }
}
