CREATE TABLE `publication_stamp` (
	`publication_id` integer PRIMARY KEY NOT NULL,
	`stamp` integer NOT NULL
);
--> statement-breakpoint
INSERT INTO publication_stamp SELECT id, random() & 9007199254740991 FROM publication ORDER BY id;
--> statement-breakpoint
CREATE TRIGGER publication_stamp_inserted AFTER INSERT ON publication BEGIN
  INSERT INTO publication_stamp VALUES (new.id, random() & 9007199254740991)
  ON CONFLICT DO UPDATE SET stamp = excluded.stamp;
END;
--> statement-breakpoint
CREATE TRIGGER publication_stamp_updated
AFTER UPDATE OF id, key, version, created, updated, document, public ON publication BEGIN
  INSERT INTO publication_stamp VALUES (new.id, random() & 9007199254740991)
  ON CONFLICT DO UPDATE SET stamp = excluded.stamp;
END;
--> statement-breakpoint
CREATE TRIGGER publication_stamp_deleted AFTER DELETE ON publication BEGIN
  DELETE FROM publication_stamp WHERE publication_id = old.id;
END;
