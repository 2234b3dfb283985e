-- An index for the search in orders by reference and note.

-- SHARE on orders until the index is built: SELECT goes on, every INSERT, UPDATE and DELETE waits.
CREATE INDEX orders_search_idx ON orders
    USING gin (to_tsvector('simple', reference || ' ' || coalesce(note, '')));
