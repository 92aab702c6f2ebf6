CREATE TABLE "replays" (
	"id" text PRIMARY KEY NOT NULL,
	"title" text NOT NULL,
	"state" text NOT NULL,
	"progress" real DEFAULT 0 NOT NULL,
	"stage" text DEFAULT '' NOT NULL,
	"requested_by" text NOT NULL,
	"requested_at" timestamp with time zone NOT NULL,
	"seen_at" timestamp with time zone,
	"finished_at" timestamp with time zone,
	"request" jsonb NOT NULL,
	"headline" jsonb,
	"problem" jsonb,
	"result" jsonb,
	"details" jsonb
);
--> statement-breakpoint
ALTER TABLE "evaluation_runs" ADD COLUMN "known_at" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "evaluation_runs" ADD COLUMN "detection_run_id" text;--> statement-breakpoint
CREATE INDEX "replays_requested" ON "replays" USING btree ("requested_at");