package dev.dryrun.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.testcontainers.DockerClientFactory;

/** What the doctor says of this machine, where both kinds of server work. */
class DoctorIT {

    /** What a process came to. */
    private record Answer(int exitCode, String text) {

        JsonNode json() throws IOException {
            return new ObjectMapper().readTree(text);
        }

        JsonNode check(String name) throws IOException {
            for (JsonNode check : json().get("checks")) {
                if (check.get("check").asText().equals(name)) {
                    return check;
                }
            }
            throw new AssertionError(name + " is not in " + text);
        }
    }

    @Test
    void both_kinds_work_here_and_the_container_that_was_tried_is_gone() throws Exception {
        Answer answer = doctor("--dump=dumps/shop.dump");

        assertThat(answer.exitCode()).as(answer.text()).isZero();
        assertThat(answer.check("Docker").get("state").asText()).isEqualTo("ok");
        assertThat(answer.check("Docker").get("found").asText()).endsWith("a container starts");
        assertThat(answer.check("Postgres").get("state").asText()).isNotEqualTo("missing");
        assertThat(answer.check("Postgres").get("found").asText()).startsWith("Postgres ");
        assertThat(answer.check("Server").get("found").asText()).contains("a container");
        assertThat(answer.check("By major").get("found").asText()).contains("13", "18");
        assertThat(answer.check("Dump").get("state").asText()).isEqualTo("ok");
        assertThat(DockerClientFactory.instance()
                        .client()
                        .listContainersCmd()
                        .withShowAll(true)
                        .withLabelFilter(Map.of("dev.dryrun.run", "doctor"))
                        .exec())
                .isEmpty();
    }

    private static Answer doctor(String... arguments) throws Exception {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                Main.class.getName(),
                "doctor",
                "--format=json"));
        command.addAll(List.of(arguments));
        ProcessBuilder program = new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT);
        Process process = program.start();
        String text = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        return new Answer(process.waitFor(), text);
    }
}
