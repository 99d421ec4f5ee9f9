-- Full-text index over words that the service has folded itself, so `unicode61` only has to split at spaces.
-- The rowid is publication.id. Contentless: the documents are in `publication` already.
CREATE VIRTUAL TABLE publication_search USING fts5(
  title, contributors, venue, tags, abstract,
  content='', contentless_delete=1, prefix='2 3',
  tokenize='unicode61 remove_diacritics 0'
);
--> statement-breakpoint
INSERT INTO store_state (id, version, modified) VALUES (1, 0, 0);
