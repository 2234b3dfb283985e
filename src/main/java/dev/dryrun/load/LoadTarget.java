package dev.dryrun.load;

/** Where the load connects. The password is never printed. */
public record LoadTarget(String jdbcUrl, String user, String password) {

    public LoadTarget {
        if (!jdbcUrl.startsWith("jdbc:postgresql:")) {
            throw new IllegalArgumentException("not a JDBC URL of Postgres: " + jdbcUrl);
        }
    }

    @Override
    public String toString() {
        return "LoadTarget[" + jdbcUrl + ", user " + user + "]";
    }
}
