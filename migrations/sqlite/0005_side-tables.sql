-- Tables of what publications have many of: one tree each, in the order in which publications are written.
CREATE TABLE `__new_contributor` (
	`publication_id` integer NOT NULL,
	`position` integer NOT NULL,
	`role` text NOT NULL,
	`person_id` integer,
	`name` text NOT NULL,
	`folded` text NOT NULL,
	PRIMARY KEY(`publication_id`, `position`),
	FOREIGN KEY (`publication_id`) REFERENCES `publication`(`id`) ON UPDATE no action ON DELETE cascade,
	FOREIGN KEY (`person_id`) REFERENCES `person`(`id`) ON UPDATE no action ON DELETE no action
) WITHOUT ROWID;
--> statement-breakpoint
INSERT INTO `__new_contributor` (`publication_id`, `position`, `role`, `person_id`, `name`, `folded`) SELECT `publication_id`, `position`, `role`, `person_id`, `name`, `folded` FROM `contributor` ORDER BY `publication_id`, `position`;
--> statement-breakpoint
DROP TABLE `contributor`;
--> statement-breakpoint
ALTER TABLE `__new_contributor` RENAME TO `contributor`;
--> statement-breakpoint
CREATE INDEX `contributor_person` ON `contributor` (`person_id`,`publication_id`);
--> statement-breakpoint
CREATE TABLE `__new_author_name` (
	`publication_id` integer NOT NULL,
	`folded` text NOT NULL,
	PRIMARY KEY(`publication_id`, `folded`),
	FOREIGN KEY (`publication_id`) REFERENCES `publication`(`id`) ON UPDATE no action ON DELETE cascade
) WITHOUT ROWID;
--> statement-breakpoint
INSERT INTO `__new_author_name` (`publication_id`, `folded`) SELECT `publication_id`, `folded` FROM `author_name` ORDER BY `publication_id`, `folded`;
--> statement-breakpoint
DROP TABLE `author_name`;
--> statement-breakpoint
ALTER TABLE `__new_author_name` RENAME TO `author_name`;
--> statement-breakpoint
CREATE INDEX `author_name_folded` ON `author_name` (`folded`,`publication_id`);
--> statement-breakpoint
CREATE TABLE `__new_identifier` (
	`publication_id` integer NOT NULL,
	`scheme` text NOT NULL,
	`value` text NOT NULL,
	PRIMARY KEY(`publication_id`, `scheme`, `value`),
	FOREIGN KEY (`publication_id`) REFERENCES `publication`(`id`) ON UPDATE no action ON DELETE cascade
) WITHOUT ROWID;
--> statement-breakpoint
INSERT INTO `__new_identifier` (`publication_id`, `scheme`, `value`) SELECT `publication_id`, `scheme`, `value` FROM `identifier` ORDER BY `publication_id`, `scheme`, `value`;
--> statement-breakpoint
DROP TABLE `identifier`;
--> statement-breakpoint
ALTER TABLE `__new_identifier` RENAME TO `identifier`;
--> statement-breakpoint
CREATE INDEX `identifier_value` ON `identifier` (`scheme`,`value`,`publication_id`);
--> statement-breakpoint
CREATE TABLE `__new_link` (
	`publication_id` integer NOT NULL,
	`position` integer NOT NULL,
	`kind` text NOT NULL,
	`url` text NOT NULL,
	`label` text,
	PRIMARY KEY(`publication_id`, `position`),
	FOREIGN KEY (`publication_id`) REFERENCES `publication`(`id`) ON UPDATE no action ON DELETE cascade
) WITHOUT ROWID;
--> statement-breakpoint
INSERT INTO `__new_link` (`publication_id`, `position`, `kind`, `url`, `label`) SELECT `publication_id`, `position`, `kind`, `url`, `label` FROM `link` ORDER BY `publication_id`, `position`;
--> statement-breakpoint
DROP TABLE `link`;
--> statement-breakpoint
ALTER TABLE `__new_link` RENAME TO `link`;
--> statement-breakpoint
CREATE INDEX `link_kind` ON `link` (`kind`,`publication_id`);
--> statement-breakpoint
CREATE TABLE `__new_tag` (
	`publication_id` integer NOT NULL,
	`position` integer NOT NULL,
	`tag` text NOT NULL,
	`folded` text NOT NULL,
	PRIMARY KEY(`publication_id`, `position`),
	FOREIGN KEY (`publication_id`) REFERENCES `publication`(`id`) ON UPDATE no action ON DELETE cascade
) WITHOUT ROWID;
--> statement-breakpoint
INSERT INTO `__new_tag` (`publication_id`, `position`, `tag`, `folded`) SELECT `publication_id`, `position`, `tag`, `folded` FROM `tag` ORDER BY `publication_id`, `position`;
--> statement-breakpoint
DROP TABLE `tag`;
--> statement-breakpoint
ALTER TABLE `__new_tag` RENAME TO `tag`;
--> statement-breakpoint
CREATE INDEX `tag_folded` ON `tag` (`folded`,`publication_id`);
--> statement-breakpoint
CREATE TABLE `__new_award` (
	`publication_id` integer NOT NULL,
	`position` integer NOT NULL,
	`name` text NOT NULL,
	PRIMARY KEY(`publication_id`, `position`),
	FOREIGN KEY (`publication_id`) REFERENCES `publication`(`id`) ON UPDATE no action ON DELETE cascade
) WITHOUT ROWID;
--> statement-breakpoint
INSERT INTO `__new_award` (`publication_id`, `position`, `name`) SELECT `publication_id`, `position`, `name` FROM `award` ORDER BY `publication_id`, `position`;
--> statement-breakpoint
DROP TABLE `award`;
--> statement-breakpoint
ALTER TABLE `__new_award` RENAME TO `award`;
--> statement-breakpoint
CREATE TABLE `__new_relation` (
	`publication_id` integer NOT NULL,
	`position` integer NOT NULL,
	`kind` text NOT NULL,
	`identifier` text NOT NULL,
	`scheme` text NOT NULL,
	`value` text NOT NULL,
	PRIMARY KEY(`publication_id`, `position`),
	FOREIGN KEY (`publication_id`) REFERENCES `publication`(`id`) ON UPDATE no action ON DELETE cascade
) WITHOUT ROWID;
--> statement-breakpoint
INSERT INTO `__new_relation` (`publication_id`, `position`, `kind`, `identifier`, `scheme`, `value`) SELECT `publication_id`, `position`, `kind`, `identifier`, `scheme`, `value` FROM `relation` ORDER BY `publication_id`, `position`;
--> statement-breakpoint
DROP TABLE `relation`;
--> statement-breakpoint
ALTER TABLE `__new_relation` RENAME TO `relation`;
--> statement-breakpoint
CREATE INDEX `relation_target` ON `relation` (`scheme`,`value`);
--> statement-breakpoint
CREATE TABLE `__new_publication_group` (
	`publication_id` integer NOT NULL,
	`group_id` integer NOT NULL,
	PRIMARY KEY(`publication_id`, `group_id`),
	FOREIGN KEY (`publication_id`) REFERENCES `publication`(`id`) ON UPDATE no action ON DELETE cascade,
	FOREIGN KEY (`group_id`) REFERENCES `grouping`(`id`) ON UPDATE no action ON DELETE cascade
) WITHOUT ROWID;
--> statement-breakpoint
INSERT INTO `__new_publication_group` (`publication_id`, `group_id`) SELECT `publication_id`, `group_id` FROM `publication_group` ORDER BY `publication_id`, `group_id`;
--> statement-breakpoint
DROP TABLE `publication_group`;
--> statement-breakpoint
ALTER TABLE `__new_publication_group` RENAME TO `publication_group`;
--> statement-breakpoint
CREATE INDEX `publication_group_group` ON `publication_group` (`group_id`);
--> statement-breakpoint
DROP INDEX `publication_year`;
--> statement-breakpoint
DROP INDEX `publication_venue`;
--> statement-breakpoint
DROP INDEX `publication_type`;
