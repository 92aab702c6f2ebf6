CREATE TABLE "matter_decisions" (
	"id" bigserial PRIMARY KEY NOT NULL,
	"kind" text NOT NULL,
	"event_id" text NOT NULL,
	"with_event_id" text,
	"reason" text NOT NULL,
	"by" text NOT NULL,
	"at" timestamp with time zone NOT NULL,
	"undone_at" timestamp with time zone,
	"undone_by" text,
	"undone_reason" text
);
--> statement-breakpoint
CREATE TABLE "matter_reports" (
	"id" bigserial PRIMARY KEY NOT NULL,
	"matter_id" bigint NOT NULL,
	"event_id" text NOT NULL,
	"kind" text NOT NULL,
	"layout" text NOT NULL,
	"day" date NOT NULL,
	"accusation" boolean NOT NULL,
	"reason" jsonb NOT NULL,
	"linked_by" text NOT NULL,
	"at" timestamp with time zone NOT NULL,
	"ended_at" timestamp with time zone,
	"ended_by" text,
	"why" text
);
--> statement-breakpoint
CREATE TABLE "matters" (
	"id" bigserial PRIMARY KEY NOT NULL,
	"employer_id" text NOT NULL,
	"employer_name" text NOT NULL,
	"region" text NOT NULL,
	"created_at" timestamp with time zone NOT NULL,
	"ended_at" timestamp with time zone
);
--> statement-breakpoint
ALTER TABLE "matter_reports" ADD CONSTRAINT "matter_reports_matter_id_matters_id_fk" FOREIGN KEY ("matter_id") REFERENCES "public"."matters"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "matter_decisions_event" ON "matter_decisions" USING btree ("event_id");--> statement-breakpoint
CREATE INDEX "matter_decisions_with" ON "matter_decisions" USING btree ("with_event_id");--> statement-breakpoint
CREATE UNIQUE INDEX "matter_reports_event" ON "matter_reports" USING btree ("event_id") WHERE ended_at is null;--> statement-breakpoint
CREATE INDEX "matter_reports_matter" ON "matter_reports" USING btree ("matter_id");--> statement-breakpoint
CREATE INDEX "matters_employer" ON "matters" USING btree ("employer_id");