CREATE TABLE "inspection_answers" (
	"id" bigserial PRIMARY KEY NOT NULL,
	"inspection_id" bigint NOT NULL,
	"item" text NOT NULL,
	"answer" text NOT NULL,
	"note" text NOT NULL,
	"by_id" uuid NOT NULL,
	"at" timestamp with time zone NOT NULL,
	"key" text NOT NULL
);
--> statement-breakpoint
CREATE TABLE "inspection_campaigns" (
	"id" bigserial PRIMARY KEY NOT NULL,
	"title" text NOT NULL,
	"reason" text NOT NULL,
	"focus" jsonb NOT NULL,
	"by_id" uuid NOT NULL,
	"at" timestamp with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "inspection_events" (
	"id" bigserial PRIMARY KEY NOT NULL,
	"inspection_id" bigint NOT NULL,
	"at" timestamp with time zone NOT NULL,
	"by_id" uuid NOT NULL,
	"kind" text NOT NULL,
	"note" text NOT NULL
);
--> statement-breakpoint
CREATE TABLE "inspections" (
	"id" bigserial PRIMARY KEY NOT NULL,
	"campaign_id" bigint,
	"employer_id" text NOT NULL,
	"employer_name" text NOT NULL,
	"region" text NOT NULL,
	"industry" text,
	"alert_id" bigint,
	"incident_id" bigint,
	"reason" text NOT NULL,
	"checklist" jsonb NOT NULL,
	"office_id" uuid NOT NULL,
	"person_id" uuid,
	"due_day" date NOT NULL,
	"state" text NOT NULL,
	"outcome" text,
	"tier" smallint,
	"headcount" integer,
	"amount_fen" bigint,
	"dispute_types" jsonb,
	"key_groups" jsonb,
	"conclusion" text,
	"companion_id" uuid,
	"ended_at" timestamp with time zone,
	"created_by" uuid NOT NULL,
	"created_at" timestamp with time zone NOT NULL,
	"version" integer DEFAULT 1 NOT NULL
);
--> statement-breakpoint
CREATE TABLE "ledger_root_exports" (
	"id" bigserial PRIMARY KEY NOT NULL,
	"number" integer NOT NULL,
	"way" text NOT NULL,
	"at" timestamp with time zone NOT NULL,
	"done" boolean NOT NULL,
	"detail" text NOT NULL
);
--> statement-breakpoint
CREATE TABLE "ledger_roots" (
	"number" integer PRIMARY KEY NOT NULL,
	"day" date NOT NULL,
	"at" timestamp with time zone NOT NULL,
	"body" text NOT NULL,
	"hash" text NOT NULL
);
--> statement-breakpoint
ALTER TABLE "ledger_entries" ADD COLUMN "corrects_seq" integer;--> statement-breakpoint
ALTER TABLE "inspection_answers" ADD CONSTRAINT "inspection_answers_inspection_id_inspections_id_fk" FOREIGN KEY ("inspection_id") REFERENCES "public"."inspections"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "inspection_answers" ADD CONSTRAINT "inspection_answers_by_id_users_id_fk" FOREIGN KEY ("by_id") REFERENCES "public"."users"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "inspection_campaigns" ADD CONSTRAINT "inspection_campaigns_by_id_users_id_fk" FOREIGN KEY ("by_id") REFERENCES "public"."users"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "inspection_events" ADD CONSTRAINT "inspection_events_inspection_id_inspections_id_fk" FOREIGN KEY ("inspection_id") REFERENCES "public"."inspections"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "inspection_events" ADD CONSTRAINT "inspection_events_by_id_users_id_fk" FOREIGN KEY ("by_id") REFERENCES "public"."users"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "inspections" ADD CONSTRAINT "inspections_campaign_id_inspection_campaigns_id_fk" FOREIGN KEY ("campaign_id") REFERENCES "public"."inspection_campaigns"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "inspections" ADD CONSTRAINT "inspections_office_id_offices_id_fk" FOREIGN KEY ("office_id") REFERENCES "public"."offices"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "inspections" ADD CONSTRAINT "inspections_person_id_users_id_fk" FOREIGN KEY ("person_id") REFERENCES "public"."users"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "inspections" ADD CONSTRAINT "inspections_companion_id_users_id_fk" FOREIGN KEY ("companion_id") REFERENCES "public"."users"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "inspections" ADD CONSTRAINT "inspections_created_by_users_id_fk" FOREIGN KEY ("created_by") REFERENCES "public"."users"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "ledger_root_exports" ADD CONSTRAINT "ledger_root_exports_number_ledger_roots_number_fk" FOREIGN KEY ("number") REFERENCES "public"."ledger_roots"("number") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE UNIQUE INDEX "inspection_answers_once" ON "inspection_answers" USING btree ("inspection_id","key");--> statement-breakpoint
CREATE INDEX "inspection_events_inspection" ON "inspection_events" USING btree ("inspection_id");--> statement-breakpoint
CREATE INDEX "inspections_open" ON "inspections" USING btree ("due_day") WHERE state in ('open', 'begun');--> statement-breakpoint
CREATE INDEX "inspections_employer" ON "inspections" USING btree ("employer_id");--> statement-breakpoint
CREATE INDEX "inspections_campaign" ON "inspections" USING btree ("campaign_id");--> statement-breakpoint
CREATE INDEX "inspections_incident" ON "inspections" USING btree ("incident_id");--> statement-breakpoint
CREATE INDEX "ledger_root_exports_root" ON "ledger_root_exports" USING btree ("number");--> statement-breakpoint
CREATE INDEX "ledger_roots_day" ON "ledger_roots" USING btree ("day");--> statement-breakpoint
CREATE INDEX "ledger_entries_at" ON "ledger_entries" USING btree ("at","seq");--> statement-breakpoint
CREATE INDEX "ledger_entries_alert" ON "ledger_entries" USING btree ("alert_id");--> statement-breakpoint
CREATE INDEX "ledger_entries_place" ON "ledger_entries" USING btree ("chain",coalesce(corrects_seq, seq),"seq");--> statement-breakpoint
-- A root of the ledger is never changed nor removed either: it says where every chain stood.
CREATE TRIGGER "ledger_roots_append_only" BEFORE UPDATE OR DELETE OR TRUNCATE ON "ledger_roots"
  FOR EACH STATEMENT EXECUTE FUNCTION "ledger_entries_refuse"();
