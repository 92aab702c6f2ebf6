CREATE TABLE "reading_corrections" (
	"id" bigserial PRIMARY KEY NOT NULL,
	"event_id" text NOT NULL,
	"region" text NOT NULL,
	"text" text NOT NULL,
	"before" jsonb NOT NULL,
	"after" jsonb NOT NULL,
	"read_before" text NOT NULL,
	"corrected_before" text NOT NULL,
	"reason" text NOT NULL,
	"by" text NOT NULL,
	"at" timestamp with time zone NOT NULL,
	"undone_by" text,
	"undone_at" timestamp with time zone
);
--> statement-breakpoint
CREATE INDEX "reading_corrections_event" ON "reading_corrections" USING btree ("event_id");