CREATE TABLE `access_token` (
	`name` text PRIMARY KEY NOT NULL,
	`hash` text NOT NULL,
	`scopes` text NOT NULL,
	`created` integer NOT NULL,
	`expires` integer,
	`used` integer
);
--> statement-breakpoint
CREATE UNIQUE INDEX `access_token_hash_unique` ON `access_token` (`hash`);