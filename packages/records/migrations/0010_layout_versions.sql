CREATE TABLE "layout_versions" (
	"id" bigserial PRIMARY KEY NOT NULL,
	"layout" text NOT NULL,
	"version" integer NOT NULL,
	"manifest" jsonb NOT NULL,
	"author" text NOT NULL,
	"reason" text NOT NULL,
	"since" timestamp with time zone NOT NULL,
	"until" timestamp with time zone,
	"ended_by" text,
	"ended_reason" text
);
--> statement-breakpoint
CREATE UNIQUE INDEX "layout_versions_once" ON "layout_versions" USING btree ("layout","version");