CREATE TABLE `affiliation` (
	`person_id` integer NOT NULL,
	`position` integer NOT NULL,
	`kind` text NOT NULL,
	`organization` text,
	`ror` text,
	`role` text,
	`place` text,
	`start` text,
	`end` text,
	`document` text NOT NULL,
	PRIMARY KEY(`person_id`, `position`),
	FOREIGN KEY (`person_id`) REFERENCES `person`(`id`) ON UPDATE no action ON DELETE cascade
);
--> statement-breakpoint
CREATE TABLE `author_name` (
	`folded` text NOT NULL,
	`publication_id` integer NOT NULL,
	PRIMARY KEY(`folded`, `publication_id`),
	FOREIGN KEY (`publication_id`) REFERENCES `publication`(`id`) ON UPDATE no action ON DELETE cascade
);
--> statement-breakpoint
CREATE INDEX `author_name_publication` ON `author_name` (`publication_id`);--> statement-breakpoint
CREATE TABLE `award` (
	`publication_id` integer NOT NULL,
	`position` integer NOT NULL,
	`name` text NOT NULL,
	PRIMARY KEY(`publication_id`, `position`),
	FOREIGN KEY (`publication_id`) REFERENCES `publication`(`id`) ON UPDATE no action ON DELETE cascade
);
--> statement-breakpoint
CREATE TABLE `contributor` (
	`publication_id` integer NOT NULL,
	`position` integer NOT NULL,
	`role` text NOT NULL,
	`person_id` integer,
	`name` text NOT NULL,
	`given` text,
	`family` text,
	`particle` text,
	`dropping_particle` text,
	`suffix` text,
	`literal` text,
	`orcid` text,
	`equal` integer,
	`corresponding` integer NOT NULL,
	`affiliations` text,
	`folded` text NOT NULL,
	PRIMARY KEY(`publication_id`, `position`),
	FOREIGN KEY (`publication_id`) REFERENCES `publication`(`id`) ON UPDATE no action ON DELETE cascade,
	FOREIGN KEY (`person_id`) REFERENCES `person`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE INDEX `contributor_person` ON `contributor` (`person_id`,`publication_id`);--> statement-breakpoint
CREATE INDEX `contributor_folded` ON `contributor` (`folded`,`publication_id`);--> statement-breakpoint
CREATE TABLE `grouping` (
	`id` integer PRIMARY KEY NOT NULL,
	`document` text NOT NULL,
	`version` integer NOT NULL,
	`created` integer NOT NULL,
	`updated` integer NOT NULL,
	`slug` text NOT NULL,
	`name` text NOT NULL,
	`sort_name` text NOT NULL
);
--> statement-breakpoint
CREATE UNIQUE INDEX `grouping_slug_unique` ON `grouping` (`slug`);--> statement-breakpoint
CREATE INDEX `grouping_sort` ON `grouping` (`sort_name`,`id`);--> statement-breakpoint
CREATE TABLE `identifier` (
	`scheme` text NOT NULL,
	`value` text NOT NULL,
	`publication_id` integer NOT NULL,
	PRIMARY KEY(`scheme`, `value`, `publication_id`),
	FOREIGN KEY (`publication_id`) REFERENCES `publication`(`id`) ON UPDATE no action ON DELETE cascade
);
--> statement-breakpoint
CREATE INDEX `identifier_publication` ON `identifier` (`publication_id`);--> statement-breakpoint
CREATE TABLE `link` (
	`publication_id` integer NOT NULL,
	`position` integer NOT NULL,
	`kind` text NOT NULL,
	`url` text NOT NULL,
	`label` text,
	PRIMARY KEY(`publication_id`, `position`),
	FOREIGN KEY (`publication_id`) REFERENCES `publication`(`id`) ON UPDATE no action ON DELETE cascade
);
--> statement-breakpoint
CREATE INDEX `link_kind` ON `link` (`kind`,`publication_id`);--> statement-breakpoint
CREATE TABLE `membership` (
	`group_id` integer NOT NULL,
	`position` integer NOT NULL,
	`person_id` integer NOT NULL,
	`role` text,
	`start` text,
	`end` text,
	`lead` integer NOT NULL,
	PRIMARY KEY(`group_id`, `position`),
	FOREIGN KEY (`group_id`) REFERENCES `grouping`(`id`) ON UPDATE no action ON DELETE cascade,
	FOREIGN KEY (`person_id`) REFERENCES `person`(`id`) ON UPDATE no action ON DELETE cascade
);
--> statement-breakpoint
CREATE INDEX `membership_person` ON `membership` (`person_id`);--> statement-breakpoint
CREATE TABLE `person` (
	`id` integer PRIMARY KEY NOT NULL,
	`document` text NOT NULL,
	`version` integer NOT NULL,
	`created` integer NOT NULL,
	`updated` integer NOT NULL,
	`slug` text NOT NULL,
	`owner` integer NOT NULL,
	`name` text NOT NULL,
	`sort_name` text NOT NULL,
	`orcid` text
);
--> statement-breakpoint
CREATE UNIQUE INDEX `person_slug_unique` ON `person` (`slug`);--> statement-breakpoint
CREATE UNIQUE INDEX `person_owner` ON `person` (`owner`) WHERE "person"."owner" = 1;--> statement-breakpoint
CREATE INDEX `person_sort` ON `person` (`sort_name`,`id`);--> statement-breakpoint
CREATE TABLE `publication` (
	`id` integer PRIMARY KEY NOT NULL,
	`document` text NOT NULL,
	`version` integer NOT NULL,
	`created` integer NOT NULL,
	`updated` integer NOT NULL,
	`work_id` integer NOT NULL,
	`key` text NOT NULL,
	`type` text NOT NULL,
	`status` text NOT NULL,
	`public` integer NOT NULL,
	`preferred` integer NOT NULL,
	`preprint` integer NOT NULL,
	`year` integer,
	`language` text,
	`featured` integer NOT NULL,
	`abstract` integer NOT NULL,
	`venue_id` integer,
	`issued_sort` text NOT NULL,
	`title_sort` text NOT NULL,
	`venue_sort` text NOT NULL,
	`author_sort` text NOT NULL,
	FOREIGN KEY (`work_id`) REFERENCES `work`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`venue_id`) REFERENCES `venue`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE UNIQUE INDEX `publication_key_unique` ON `publication` (`key`);--> statement-breakpoint
CREATE INDEX `publication_work` ON `publication` (`work_id`);--> statement-breakpoint
CREATE INDEX `publication_issued` ON `publication` (`issued_sort`,`id`);--> statement-breakpoint
CREATE INDEX `publication_year` ON `publication` (`year`,`issued_sort`,`id`);--> statement-breakpoint
CREATE INDEX `publication_venue` ON `publication` (`venue_id`,`issued_sort`,`id`);--> statement-breakpoint
CREATE INDEX `publication_type` ON `publication` (`type`,`issued_sort`,`id`);--> statement-breakpoint
CREATE INDEX `publication_title` ON `publication` (`title_sort`,`id`);--> statement-breakpoint
CREATE INDEX `publication_venue_sort` ON `publication` (`venue_sort`,`id`);--> statement-breakpoint
CREATE INDEX `publication_author` ON `publication` (`author_sort`,`id`);--> statement-breakpoint
CREATE INDEX `publication_created` ON `publication` (`created`,`id`);--> statement-breakpoint
CREATE INDEX `publication_updated` ON `publication` (`updated`,`id`);--> statement-breakpoint
CREATE TABLE `publication_group` (
	`publication_id` integer NOT NULL,
	`group_id` integer NOT NULL,
	PRIMARY KEY(`publication_id`, `group_id`),
	FOREIGN KEY (`publication_id`) REFERENCES `publication`(`id`) ON UPDATE no action ON DELETE cascade,
	FOREIGN KEY (`group_id`) REFERENCES `grouping`(`id`) ON UPDATE no action ON DELETE cascade
);
--> statement-breakpoint
CREATE INDEX `publication_group_group` ON `publication_group` (`group_id`);--> statement-breakpoint
CREATE TABLE `publication_key` (
	`folded` text PRIMARY KEY NOT NULL,
	`key` text NOT NULL,
	`publication_id` integer,
	FOREIGN KEY (`publication_id`) REFERENCES `publication`(`id`) ON UPDATE no action ON DELETE set null
);
--> statement-breakpoint
CREATE INDEX `publication_key_publication` ON `publication_key` (`publication_id`);--> statement-breakpoint
CREATE TABLE `relation` (
	`publication_id` integer NOT NULL,
	`position` integer NOT NULL,
	`kind` text NOT NULL,
	`identifier` text NOT NULL,
	`scheme` text NOT NULL,
	`value` text NOT NULL,
	PRIMARY KEY(`publication_id`, `position`),
	FOREIGN KEY (`publication_id`) REFERENCES `publication`(`id`) ON UPDATE no action ON DELETE cascade
);
--> statement-breakpoint
CREATE INDEX `relation_target` ON `relation` (`scheme`,`value`);--> statement-breakpoint
CREATE TABLE `store_state` (
	`id` integer PRIMARY KEY NOT NULL,
	`version` integer NOT NULL,
	`modified` integer NOT NULL,
	CONSTRAINT "one_row" CHECK("store_state"."id" = 1)
);
--> statement-breakpoint
CREATE TABLE `tag` (
	`publication_id` integer NOT NULL,
	`position` integer NOT NULL,
	`tag` text NOT NULL,
	`folded` text NOT NULL,
	PRIMARY KEY(`publication_id`, `position`),
	FOREIGN KEY (`publication_id`) REFERENCES `publication`(`id`) ON UPDATE no action ON DELETE cascade
);
--> statement-breakpoint
CREATE INDEX `tag_folded` ON `tag` (`folded`,`publication_id`);--> statement-breakpoint
CREATE TABLE `venue` (
	`id` integer PRIMARY KEY NOT NULL,
	`name` text NOT NULL,
	`short` text,
	`kind` text,
	`url` text,
	`issn` text
);
--> statement-breakpoint
CREATE TABLE `venue_name` (
	`folded` text PRIMARY KEY NOT NULL,
	`venue_id` integer NOT NULL,
	FOREIGN KEY (`venue_id`) REFERENCES `venue`(`id`) ON UPDATE no action ON DELETE cascade
);
--> statement-breakpoint
CREATE INDEX `venue_name_venue` ON `venue_name` (`venue_id`);--> statement-breakpoint
CREATE TABLE `work` (
	`id` integer PRIMARY KEY NOT NULL
);
