CREATE TABLE `publication_lock` (
	`publication_id` integer NOT NULL,
	`field` text NOT NULL,
	PRIMARY KEY(`publication_id`, `field`),
	FOREIGN KEY (`publication_id`) REFERENCES `publication`(`id`) ON UPDATE no action ON DELETE cascade
);
--> statement-breakpoint
CREATE TABLE `publication_source` (
	`publication_id` integer NOT NULL,
	`source` text NOT NULL,
	`entry` text NOT NULL,
	`given` text,
	`changes` text,
	`carried` text,
	`time` integer NOT NULL,
	PRIMARY KEY(`publication_id`, `source`, `entry`),
	FOREIGN KEY (`publication_id`) REFERENCES `publication`(`id`) ON UPDATE no action ON DELETE cascade
);
--> statement-breakpoint
CREATE INDEX `publication_source_entry` ON `publication_source` (`source`,`entry`);--> statement-breakpoint
-- What a source gave is the document as long as nobody changes it, so it is written down only then.
CREATE TRIGGER publication_given AFTER UPDATE OF document ON publication WHEN old.document <> new.document BEGIN
  UPDATE publication_source SET given = old.document WHERE publication_id = old.id AND given IS NULL;
END;
