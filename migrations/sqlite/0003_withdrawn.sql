CREATE TABLE `withdrawn` (
	`key` text PRIMARY KEY NOT NULL,
	`type` text NOT NULL,
	`year` integer,
	`time` integer NOT NULL
);
--> statement-breakpoint
CREATE INDEX `withdrawn_time` ON `withdrawn` (`time`,`key`);
--> statement-breakpoint
CREATE TRIGGER publication_withdrawn AFTER UPDATE ON publication
WHEN old.public = 1 AND (new.public = 0 OR new.key <> old.key) BEGIN
  INSERT OR REPLACE INTO withdrawn (key, type, year, time) VALUES (old.key, old.type, old.year, new.updated);
END;
--> statement-breakpoint
CREATE TRIGGER publication_removed AFTER DELETE ON publication WHEN old.public = 1 BEGIN
  INSERT OR REPLACE INTO withdrawn (key, type, year, time)
  VALUES (old.key, old.type, old.year, CAST(unixepoch('subsec') * 1000 AS INTEGER));
END;
