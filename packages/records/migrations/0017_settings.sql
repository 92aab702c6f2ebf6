CREATE TABLE "setting_versions" (
	"id" bigserial PRIMARY KEY NOT NULL,
	"kind" text NOT NULL,
	"version" integer NOT NULL,
	"body" jsonb NOT NULL,
	"effective_from" date NOT NULL,
	"author" text NOT NULL,
	"reason" text NOT NULL,
	"proposed_at" timestamp with time zone NOT NULL,
	"state" text DEFAULT 'proposed' NOT NULL,
	"decided_by" text,
	"decided_at" timestamp with time zone,
	"decision_reason" text
);
--> statement-breakpoint
CREATE UNIQUE INDEX "setting_versions_once" ON "setting_versions" USING btree ("kind","version");--> statement-breakpoint
CREATE INDEX "setting_versions_state" ON "setting_versions" USING btree ("kind","state");