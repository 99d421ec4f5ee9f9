CREATE TABLE `publication_change` (
	`seq` integer PRIMARY KEY NOT NULL,
	`publication_id` integer NOT NULL
);
--> statement-breakpoint
DROP INDEX `publication_venue_sort`;--> statement-breakpoint
DROP INDEX `publication_author`;--> statement-breakpoint
CREATE INDEX `publication_columns` ON `publication` (`id`,`year`,`type`,`status`,`language`,`venue_id`,`public`,`preferred`,`preprint`,`featured`,`abstract`);--> statement-breakpoint
CREATE INDEX `publication_venue_sort` ON `publication` (`venue_sort`,`issued_sort`,`id`);--> statement-breakpoint
CREATE INDEX `publication_author` ON `publication` (`author_sort`,`issued_sort`,`id`);--> statement-breakpoint
CREATE TRIGGER publication_inserted AFTER INSERT ON publication BEGIN
  INSERT INTO publication_change (publication_id) VALUES (new.id);
END;
--> statement-breakpoint
CREATE TRIGGER publication_updated AFTER UPDATE ON publication BEGIN
  INSERT INTO publication_change (publication_id) VALUES (new.id);
END;
--> statement-breakpoint
CREATE TRIGGER publication_deleted AFTER DELETE ON publication BEGIN
  INSERT INTO publication_change (publication_id) VALUES (old.id);
END;
--> statement-breakpoint
CREATE TRIGGER publication_change_trimmed AFTER INSERT ON publication_change BEGIN
  DELETE FROM publication_change WHERE seq <= new.seq - 100000;
END;
--> statement-breakpoint
-- Who is in a group decides which publications are the group's; 0 stands for all of them.
CREATE TRIGGER membership_inserted AFTER INSERT ON membership BEGIN
  INSERT INTO publication_change (publication_id) VALUES (0);
END;
--> statement-breakpoint
CREATE TRIGGER membership_updated AFTER UPDATE ON membership BEGIN
  INSERT INTO publication_change (publication_id) VALUES (0);
END;
--> statement-breakpoint
CREATE TRIGGER membership_deleted AFTER DELETE ON membership BEGIN
  INSERT INTO publication_change (publication_id) VALUES (0);
END;
