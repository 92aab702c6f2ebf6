CREATE TABLE "delivery_contacts" (
	"office" text PRIMARY KEY NOT NULL,
	"contact" text,
	"phone" text,
	"changed_by" text NOT NULL,
	"changed_at" timestamp with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "delivery_expectations" (
	"layout" text PRIMARY KEY NOT NULL,
	"since" date,
	"paused_from" date,
	"paused_reason" text,
	"changed_by" text NOT NULL,
	"changed_at" timestamp with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "delivery_reminders" (
	"id" bigserial PRIMARY KEY NOT NULL,
	"year" integer NOT NULL,
	"place" integer NOT NULL,
	"office" text NOT NULL,
	"written_by" text NOT NULL,
	"automatic" boolean NOT NULL,
	"written_at" timestamp with time zone NOT NULL,
	"owed" jsonb NOT NULL,
	"body" jsonb NOT NULL,
	"file_sha256" text NOT NULL,
	CONSTRAINT "delivery_reminders_number" UNIQUE("year","place")
);
--> statement-breakpoint
CREATE INDEX "delivery_reminders_office" ON "delivery_reminders" USING btree ("office");