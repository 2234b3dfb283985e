package dev.dryrun.script;

import java.util.List;

/** What a file asks for, read but not yet obeyed, because variables and branches are known only when it is run. */
sealed interface Instruction {

    /** A statement, or several joined with {@code \;}. */
    record Statement(Place place, Template text, boolean joined, Ending ending) implements Instruction {
        int line() {
            return place.line(text.from());
        }
    }

    /** The BEGIN or COMMIT that surrounds statements which are run in one transaction; it has their line. */
    record Bracket(String sql, Statement neighbour) implements Instruction {
        Step step() {
            return new Step(1, neighbour.place().file(), neighbour.line(), sql, sql, new Protocol.Extended());
        }
    }

    /** {@code \set}: the values are put one behind the other. */
    record Assignment(String name, List<Template> values) implements Instruction {}

    /** The removal of a variable. */
    record Removal(String name) implements Instruction {}

    /** {@code \echo} and its like. */
    record Saying(Place place, int offset, List<Template> words) implements Instruction {}

    /** {@code \if}, {@code \elif}, {@code \else} and {@code \endif}. */
    record Condition(Kind kind, List<Template> words) implements Instruction {

        /** Which of them. */
        enum Kind {
            IF,
            ELIF,
            ELSE,
            ENDIF
        }
    }

    /** {@code \connect} to the database that it is connected to. */
    record Connection(Place place, int offset) implements Instruction {
        Command command() {
            return new Reconnect(place.file(), place.line(offset));
        }
    }

    /** A command that psql would obey and that changes nothing for the database. */
    record Passed(Place place, int offset, String what) implements Instruction {
        Command command() {
            return new Note(place.file(), place.line(offset), what);
        }
    }

    /** {@code \q}. */
    record Leaving() implements Instruction {}

    /** A file begins here. */
    record FileBegin() implements Instruction {}

    /** The file that began last ends here. */
    record FileEnd() implements Instruction {}
}
