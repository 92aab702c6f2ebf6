CREATE TABLE "rule_draft_steps" (
	"id" bigserial PRIMARY KEY NOT NULL,
	"draft_id" bigint NOT NULL,
	"step" text NOT NULL,
	"by" text NOT NULL,
	"at" timestamp with time zone NOT NULL,
	"reason" text
);
--> statement-breakpoint
CREATE TABLE "rule_drafts" (
	"id" bigserial PRIMARY KEY NOT NULL,
	"rule_id" text NOT NULL,
	"kind" text NOT NULL,
	"based_on" integer,
	"text" text NOT NULL,
	"reason" text NOT NULL,
	"replay_id" text,
	"state" text NOT NULL,
	"author" text NOT NULL,
	"version" integer,
	"revision" integer NOT NULL,
	"created_at" timestamp with time zone NOT NULL,
	"changed_at" timestamp with time zone NOT NULL
);
--> statement-breakpoint
ALTER TABLE "rule_versions" ADD COLUMN "author" text;--> statement-breakpoint
ALTER TABLE "rule_versions" ADD COLUMN "reason" text;--> statement-breakpoint
ALTER TABLE "rule_versions" ADD COLUMN "approved_by" text;--> statement-breakpoint
ALTER TABLE "rule_versions" ADD COLUMN "based_on" integer;--> statement-breakpoint
ALTER TABLE "rule_versions" ADD COLUMN "replay_id" text;--> statement-breakpoint
ALTER TABLE "rule_versions" ADD COLUMN "draft_id" bigint;--> statement-breakpoint
CREATE INDEX "rule_draft_steps_draft" ON "rule_draft_steps" USING btree ("draft_id");--> statement-breakpoint
CREATE INDEX "rule_drafts_rule" ON "rule_drafts" USING btree ("rule_id","state");--> statement-breakpoint
-- A published version is what alerts refer to: it is never changed nor removed, by nobody, not even by this program.
CREATE FUNCTION "rule_versions_refuse"() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION 'published rule versions never change: % refused', TG_OP USING ERRCODE = 'restrict_violation';
END
$$;
--> statement-breakpoint
CREATE TRIGGER "rule_versions_immutable" BEFORE UPDATE OR DELETE OR TRUNCATE ON "rule_versions"
  FOR EACH STATEMENT EXECUTE FUNCTION "rule_versions_refuse"();
