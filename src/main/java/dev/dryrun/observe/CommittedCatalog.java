package dev.dryrun.observe;

import java.sql.SQLException;

/** The catalog as everybody sees it, read anew whenever a transaction of the migration has ended. */
final class CommittedCatalog {

    private final FactsConnection facts;
    private volatile Catalog catalog;

    CommittedCatalog(FactsConnection facts) throws SQLException {
        this.facts = facts;
        this.catalog = facts.readCatalog();
    }

    Catalog catalog() {
        return catalog;
    }

    synchronized Catalog refresh() throws SQLException {
        Catalog fresh = facts.readCatalog();
        // Keeping the old one, as far as nothing changed, keeps one catalog for many steps in memory instead of one for
        // each.
        catalog = fresh.equals(catalog) ? catalog : fresh.sharing(catalog);
        return catalog;
    }
}
