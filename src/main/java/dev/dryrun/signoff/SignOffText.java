package dev.dryrun.signoff;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.dryrun.report.JsonReport;
import dev.dryrun.report.SavedReport;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * sign-off.json: the record with a checksum over its content, by which an edit is noticed. The checksum is no signature:
 * whoever edits on purpose can compute another.
 */
public final class SignOffText {

    private static final String CHECKSUM = "checksum";
    private static final String VERSION = "schemaVersion";

    private static final JsonMapper MAPPER = JsonMapper.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .enable(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS)
            .build();

    private SignOffText() {}

    /** A text that is no record, or no longer the one that was written; the message says which. */
    public static final class Unreadable extends Exception {

        private static final long serialVersionUID = 1L;

        private final String hint;

        Unreadable(String message, String hint) {
            super(message);
            this.hint = hint;
        }

        public String hint() {
            return hint;
        }
    }

    public static String render(SignOff record) {
        try {
            ObjectNode tree = (ObjectNode) MAPPER.readTree(JsonReport.text(record));
            tree.put(CHECKSUM, checksum(tree));
            return JsonReport.text(tree);
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    public static SignOff read(String json) throws Unreadable {
        ObjectNode tree = tree(json);
        if (tree.path(VERSION).asInt() > SignOff.SCHEMA_VERSION) {
            throw new Unreadable(
                    "its schema version is " + tree.path(VERSION).asText() + ", and this dryrun reads up to "
                            + SignOff.SCHEMA_VERSION,
                    "read it with the dryrun that wrote it, or a newer one");
        }
        String written = tree.path(CHECKSUM).asText();
        if (!written.equals(checksum(tree))) {
            throw new Unreadable(
                    "it was changed after it was signed: its content does not have its checksum",
                    "take it from version control as it was, or sign the run off again");
        }
        try {
            return SavedReport.read(json, SignOff.class, SignOff.SCHEMA_VERSION);
        } catch (SavedReport.Unreadable e) {
            throw new Unreadable(e.getMessage(), "sign the run off again");
        }
    }

    private static ObjectNode tree(String json) throws Unreadable {
        JsonNode tree;
        try {
            tree = MAPPER.readTree(json);
        } catch (JsonProcessingException e) {
            throw notARecord();
        }
        if (tree instanceof ObjectNode object
                && object.path(VERSION).isInt()
                && object.path(CHECKSUM).isTextual()) {
            return object;
        }
        throw notARecord();
    }

    private static Unreadable notARecord() {
        return new Unreadable("it is no record of a sign-off", "give the file that dryrun sign-off --record wrote");
    }

    /** Of everything else in it, whatever its order and spacing: version control may change the ends of its lines. */
    private static String checksum(ObjectNode tree) {
        try {
            Object content = MAPPER.treeToValue(tree.deepCopy().without(CHECKSUM), Object.class);
            byte[] canonical = MAPPER.writeValueAsString(content).getBytes(StandardCharsets.UTF_8);
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(canonical);
            return "sha256:" + HexFormat.of().formatHex(digest);
        } catch (JsonProcessingException | NoSuchAlgorithmException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
