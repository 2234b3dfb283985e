package dev.dryrun.script;

import dev.dryrun.plan.BadInput;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** What the commands of psql mean for a dry run: obeyed, passed over with a note, or refused with the reason. */
final class CommandReader {

    private static final Set<String> CHANGE_VARIABLES =
            Set.of("set", "unset", "i", "include", "ir", "include_relative");

    private static final Set<String> UTF8 = Set.of("utf8", "utf-8", "unicode");

    /** They change what psql prints, or print something. Those that begin with {@code \d} are added to them. */
    private static final Set<String> ONLY_PRINT = Set.of(
            "a",
            "C",
            "conninfo",
            "copyright",
            "errverbose",
            "f",
            "h",
            "H",
            "help",
            "html",
            "l",
            "l+",
            "list",
            "list+",
            "p",
            "print",
            "pset",
            "sf",
            "sf+",
            "sv",
            "sv+",
            "t",
            "T",
            "x",
            "z",
            "z+",
            "zS",
            "zS+",
            "?");

    /** The reason, and what to do instead. */
    private static final Map<String, List<String>> REFUSED = Map.ofEntries(
            refused("it would run a program of the shell", "run it before or after the dry run", "!"),
            refused(
                    "it reads or writes a file of the client",
                    "write COPY … FROM STDIN with the rows in the script",
                    "copy"),
            refused("it would write a file", "leave it out", "w", "write", "o", "out", "s"),
            refused("nobody is there to edit", "write the statement into the script", "e", "edit", "ef", "ev"),
            refused("nobody is there to answer", "give the value with --set name=value", "prompt", "password"),
            refused("it would repeat the statement for ever", "send it once", "watch"),
            refused(
                    "it reads or writes a file of the client",
                    "use lo_from_bytea() and its like",
                    "lo_import",
                    "lo_export",
                    "lo_unlink",
                    "lo_list"),
            refused("it would change the directory of dryrun", "write paths that need no \\cd; \\ir helps", "cd"),
            refused(
                    "a dry run shares no environment with the script",
                    "give the value with --set name=value",
                    "setenv",
                    "getenv"),
            refused(
                    "statements are sent without parameters",
                    "write the values into the statement",
                    "bind",
                    "bind_named",
                    "parse",
                    "close",
                    "close_prepared"));

    private final String text;
    private final Place place;
    private final Reading reading;

    CommandReader(String text, Place place, Reading reading) {
        this.text = text;
        this.place = place;
        this.reading = reading;
    }

    private static Map.Entry<String, List<String>> refused(String why, String hint, String... names) {
        return Map.entry(String.join(" ", names), List.of(why, hint));
    }

    /** Commands after which a variable before them may have another value than the same one behind them. */
    static boolean mayChangeVariables(String name) {
        return CHANGE_VARIABLES.contains(name);
    }

    /** Obeys what is neither a branch nor the end of a statement or file. */
    void obey(PsqlCommand command, int backslash) {
        switch (command.name()) {
            case "timing", "restrict", "unrestrict" -> {}
            case "echo", "qecho", "warn" -> reading.add(new Instruction.Saying(place, backslash, command.arguments()));
            case "set" -> set(command, backslash);
            case "unset" -> unset(command, backslash);
            case "i", "include" -> include(command, backslash, false);
            case "ir", "include_relative" -> include(command, backslash, true);
            case "c", "connect" -> connect(command, backslash);
            case "encoding" -> encoding(command, backslash);
            default -> passOver(command, backslash);
        }
    }

    /** What {@code \g} and its like do with the result. */
    Ending ending(PsqlCommand command, int backslash) {
        List<Template> arguments = command.arguments();
        switch (command.name()) {
            case "gexec" -> {
                return new Ending.Executed(place, backslash);
            }
            case "gset" -> {
                return new Ending.Stored(arguments.isEmpty() ? Template.verbatim("") : arguments.get(0));
            }
            default -> {
                String words = arguments.stream().map(Template::raw).collect(Collectors.joining(" "));
                if (!words.isEmpty() && !(words.startsWith("(") && words.indexOf(')') == words.length() - 1)) {
                    throw place.refuse(
                            backslash,
                            "\\" + command.name() + " to a file or a program is not supported",
                            "leave out where the result goes");
                }
                return Ending.SHOWN;
            }
        }
    }

    private void set(PsqlCommand command, int backslash) {
        if (command.arguments().isEmpty()) {
            pass(command, backslash);
            return;
        }
        String name = variableName(command, backslash);
        List<Template> values =
                command.arguments().subList(1, command.arguments().size());
        Optional<String> value = Template.joined(values, "", reading.variables());
        refuse(SpecialVariables.objection(name, value), backslash);
        if (name.equals("ON_ERROR_STOP")
                && value.flatMap(word -> Truth.ofWord(SpecialVariables.stored(name, word)))
                        .equals(Optional.of(false))) {
            reading.add(new Instruction.Passed(
                    place,
                    backslash,
                    "ON_ERROR_STOP off has no effect: a dry run ends with the first step that fails"));
        }
        reading.add(new Instruction.Assignment(name, values));
    }

    private void unset(PsqlCommand command, int backslash) {
        if (command.arguments().isEmpty()) {
            throw place.refuse(backslash, "\\unset without a name", "name the variable");
        }
        String name = variableName(command, backslash);
        refuse(SpecialVariables.objection(name, Optional.of("off")), backslash);
        reading.add(new Instruction.Removal(name));
    }

    private void refuse(Optional<SpecialVariables.Objection> objection, int backslash) {
        objection.ifPresent(why -> {
            throw place.refuse(backslash, why.reason(), why.hint());
        });
    }

    private String variableName(PsqlCommand command, int backslash) {
        String name = known(command.arguments().get(0), command, backslash);
        if (!Reference.isName(name)) {
            throw place.refuse(
                    backslash, "\"" + name + "\" cannot name a variable", "use letters, digits and underscores");
        }
        return name;
    }

    private String known(Template argument, PsqlCommand command, int backslash) {
        return argument.argument(reading.variables())
                .orElseThrow(() -> place.refuse(
                        backslash,
                        "\\" + command.name() + " depends on a value that is known only when the migration runs",
                        "write the value into the script, or give it with --set name=value"));
    }

    private void include(PsqlCommand command, int backslash, boolean relative) {
        if (command.arguments().isEmpty()) {
            throw place.refuse(backslash, "\\" + command.name() + " without a file", "name the file");
        }
        String path = withoutSemicolon(known(command.arguments().get(0), command, backslash));
        if (path.equals("-")) {
            throw place.refuse(backslash, "reading standard input is not supported", "name a file");
        }
        reading.include(path, relative, place, backslash);
    }

    private void connect(PsqlCommand command, int backslash) {
        List<String> arguments = command.arguments().stream()
                .map(argument -> withoutSemicolon(known(argument, command, backslash)))
                .map(argument -> argument.startsWith("\"") ? QuotedName.unquoted(argument) : argument)
                .toList();
        String wanted = arguments.isEmpty() ? "-" : arguments.get(0);
        boolean elsewhere = arguments.stream().skip(1).anyMatch(argument -> !argument.equals("-"));
        boolean same = wanted.equals("-") || reading.database().equals(Optional.of(wanted));
        if (elsewhere || !same) {
            throw connectElsewhere(arguments, backslash);
        }
        if (reading.isInTransaction()) {
            throw place.refuse(
                    backslash,
                    "\\connect would end the transaction that the migration runs in",
                    "run this file without a single transaction");
        }
        reading.add(new Instruction.Connection(place, backslash));
    }

    private BadInput connectElsewhere(List<String> arguments, int backslash) {
        String database = reading.database().map(name -> " " + name).orElse("");
        return place.refuse(
                backslash,
                "\\connect " + String.join(" ", arguments) + " is not supported: there is only the database of the dump"
                        + database + ", and one user",
                "write \\connect - for a new session");
    }

    private void encoding(PsqlCommand command, int backslash) {
        if (command.arguments().isEmpty()) {
            pass(command, backslash);
            return;
        }
        String encoding = known(command.arguments().get(0), command, backslash);
        if (UTF8.contains(encoding.toLowerCase(Locale.ROOT))) {
            return;
        }
        if (text.chars().anyMatch(c -> c > 0x7f)) {
            throw place.refuse(
                    backslash,
                    "\\encoding " + encoding + " is not supported in a file with characters outside ASCII",
                    "convert the file to UTF-8, and write \\encoding UTF8");
        }
        pass(command, backslash);
    }

    private void passOver(PsqlCommand command, int backslash) {
        String name = command.name();
        boolean closesOutput =
                Set.of("o", "out").contains(name) && command.arguments().isEmpty();
        if (closesOutput || ONLY_PRINT.contains(name) || name.startsWith("d")) {
            pass(command, backslash);
            return;
        }
        REFUSED.forEach((names, why) -> {
            if (List.of(names.split(" ")).contains(name)) {
                throw place.refuse(backslash, "\\" + name + " is not supported: " + why.get(0), why.get(1));
            }
        });
        if (name.startsWith("!")) {
            throw place.refuse(backslash, "\\! is not supported: it would run a program of the shell", "leave it out");
        }
        throw place.refuse(
                backslash, "\\" + name + " is not supported", "write it in SQL, or leave it out of the migration");
    }

    private void pass(PsqlCommand command, int backslash) {
        reading.add(new Instruction.Passed(
                place, backslash, "\\" + command.name() + " is passed over: it only changes what psql prints"));
    }

    private static String withoutSemicolon(String argument) {
        int end = argument.length();
        while (end > 0 && argument.charAt(end - 1) == ';') {
            end--;
        }
        return argument.substring(0, end);
    }
}
