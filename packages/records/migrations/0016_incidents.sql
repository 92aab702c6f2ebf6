CREATE TABLE "incident_alerts" (
	"alert_id" bigint PRIMARY KEY NOT NULL,
	"incident_id" bigint NOT NULL,
	"reason" text NOT NULL,
	"joined_at" timestamp with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "incident_calls" (
	"incident_id" bigint NOT NULL,
	"person_id" uuid NOT NULL,
	"level" smallint NOT NULL,
	"at" timestamp with time zone NOT NULL,
	CONSTRAINT "incident_calls_once" UNIQUE("incident_id","person_id")
);
--> statement-breakpoint
CREATE TABLE "incident_clocks" (
	"id" bigserial PRIMARY KEY NOT NULL,
	"incident_id" bigint NOT NULL,
	"kind" text NOT NULL,
	"started_at" timestamp with time zone NOT NULL,
	"due_at" timestamp with time zone NOT NULL,
	"provisional" boolean NOT NULL,
	"basis_zh" text NOT NULL,
	"basis_en" text NOT NULL,
	"state" text NOT NULL,
	"ended_at" timestamp with time zone,
	"next_at" timestamp with time zone
);
--> statement-breakpoint
CREATE TABLE "incident_decisions" (
	"id" bigserial PRIMARY KEY NOT NULL,
	"incident_id" bigint NOT NULL,
	"at" timestamp with time zone NOT NULL,
	"stage" text NOT NULL,
	"reason" text NOT NULL,
	"text_zh" text NOT NULL,
	"text_en" text NOT NULL,
	"silence_id" bigint
);
--> statement-breakpoint
CREATE TABLE "incident_entries" (
	"id" bigserial PRIMARY KEY NOT NULL,
	"incident_id" bigint NOT NULL,
	"at" timestamp with time zone NOT NULL,
	"kind" text NOT NULL,
	"reason" text NOT NULL,
	"text_zh" text NOT NULL,
	"text_en" text NOT NULL,
	"by_id" uuid,
	"note" text,
	"from_state" text,
	"to_state" text,
	"device" text,
	"device_at" timestamp with time zone,
	"place" text,
	"key" text
);
--> statement-breakpoint
CREATE TABLE "incident_moves" (
	"id" bigserial PRIMARY KEY NOT NULL,
	"kind" text NOT NULL,
	"from_id" bigint NOT NULL,
	"to_id" bigint NOT NULL,
	"at" timestamp with time zone NOT NULL,
	"by_id" uuid NOT NULL,
	"reason" text NOT NULL,
	"detail" jsonb NOT NULL,
	"undone_at" timestamp with time zone,
	"undone_by" uuid,
	"undo_reason" text
);
--> statement-breakpoint
CREATE TABLE "incident_progress" (
	"name" text PRIMARY KEY NOT NULL,
	"through_event" bigint NOT NULL
);
--> statement-breakpoint
CREATE TABLE "incidents" (
	"id" bigserial PRIMARY KEY NOT NULL,
	"group_key" text NOT NULL,
	"title" text NOT NULL,
	"employer_id" text,
	"region" text NOT NULL,
	"tier" smallint NOT NULL,
	"peak_tier" smallint NOT NULL,
	"state" text NOT NULL,
	"level" smallint DEFAULT 0 NOT NULL,
	"sentence_zh" text NOT NULL,
	"sentence_en" text NOT NULL,
	"plan" text NOT NULL,
	"opened_at" timestamp with time zone NOT NULL,
	"started_at" timestamp with time zone,
	"closed_at" timestamp with time zone,
	"holder_id" uuid,
	"signed_at" timestamp with time zone,
	"ended_by" uuid,
	"offer_to" uuid,
	"offer_by" uuid,
	"offer_at" timestamp with time zone,
	"offer_note" text,
	"round" integer DEFAULT 0 NOT NULL,
	"levels" jsonb,
	"heir_id" bigint,
	"version" integer DEFAULT 1 NOT NULL
);
--> statement-breakpoint
CREATE TABLE "verdicts" (
	"id" bigserial PRIMARY KEY NOT NULL,
	"incident_id" bigint NOT NULL,
	"alert_id" bigint NOT NULL,
	"rule_id" text NOT NULL,
	"rule_version" integer NOT NULL,
	"subject_kind" text NOT NULL,
	"subject_id" text NOT NULL,
	"kind" text NOT NULL,
	"reason" text NOT NULL,
	"by_id" uuid NOT NULL,
	"at" timestamp with time zone NOT NULL,
	"withdrawn_at" timestamp with time zone
);
--> statement-breakpoint
CREATE TABLE "watchdog_beats" (
	"process" text PRIMARY KEY NOT NULL,
	"role" text NOT NULL,
	"started_at" timestamp with time zone NOT NULL,
	"at" timestamp with time zone NOT NULL,
	"round_at" timestamp with time zone
);
--> statement-breakpoint
CREATE TABLE "watchdog_lease" (
	"name" text PRIMARY KEY NOT NULL,
	"holder" text NOT NULL,
	"until" timestamp with time zone NOT NULL,
	"faults" jsonb NOT NULL,
	"looked_at" timestamp with time zone
);
--> statement-breakpoint
CREATE TABLE "roster_leaves" (
	"id" bigserial PRIMARY KEY NOT NULL,
	"person_id" uuid NOT NULL,
	"from_at" timestamp with time zone NOT NULL,
	"until_at" timestamp with time zone NOT NULL,
	"substitute_id" uuid,
	"reason" text NOT NULL,
	"removed_at" timestamp with time zone
);
--> statement-breakpoint
CREATE TABLE "roster_posts" (
	"id" bigserial PRIMARY KEY NOT NULL,
	"name" text NOT NULL,
	"level" text NOT NULL,
	"regions" text[] NOT NULL,
	"industries" text[] NOT NULL,
	"dispute_types" text[] NOT NULL,
	"min_tier" smallint NOT NULL,
	"removed_at" timestamp with time zone
);
--> statement-breakpoint
CREATE TABLE "roster_shifts" (
	"id" bigserial PRIMARY KEY NOT NULL,
	"post_id" bigint NOT NULL,
	"person_id" uuid NOT NULL,
	"substitute_id" uuid,
	"days" text[] NOT NULL,
	"from_minute" smallint NOT NULL,
	"until_minute" smallint NOT NULL,
	"first_day" date NOT NULL,
	"last_day" date,
	"removed_at" timestamp with time zone
);
--> statement-breakpoint
CREATE TABLE "silences" (
	"id" bigserial PRIMARY KEY NOT NULL,
	"scope" jsonb NOT NULL,
	"reason" text NOT NULL,
	"days" integer NOT NULL,
	"asked_by" uuid NOT NULL,
	"asked_at" timestamp with time zone NOT NULL,
	"decided_by" uuid,
	"decided_at" timestamp with time zone,
	"decision" text,
	"expires_at" timestamp with time zone,
	"ended_by" uuid,
	"ended_at" timestamp with time zone
);
--> statement-breakpoint
ALTER TABLE "incident_alerts" ADD CONSTRAINT "incident_alerts_alert_id_alerts_id_fk" FOREIGN KEY ("alert_id") REFERENCES "public"."alerts"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "incident_alerts" ADD CONSTRAINT "incident_alerts_incident_id_incidents_id_fk" FOREIGN KEY ("incident_id") REFERENCES "public"."incidents"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "incident_calls" ADD CONSTRAINT "incident_calls_incident_id_incidents_id_fk" FOREIGN KEY ("incident_id") REFERENCES "public"."incidents"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "incident_calls" ADD CONSTRAINT "incident_calls_person_id_users_id_fk" FOREIGN KEY ("person_id") REFERENCES "public"."users"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "incident_clocks" ADD CONSTRAINT "incident_clocks_incident_id_incidents_id_fk" FOREIGN KEY ("incident_id") REFERENCES "public"."incidents"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "incident_decisions" ADD CONSTRAINT "incident_decisions_incident_id_incidents_id_fk" FOREIGN KEY ("incident_id") REFERENCES "public"."incidents"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "incident_entries" ADD CONSTRAINT "incident_entries_incident_id_incidents_id_fk" FOREIGN KEY ("incident_id") REFERENCES "public"."incidents"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "incident_entries" ADD CONSTRAINT "incident_entries_by_id_users_id_fk" FOREIGN KEY ("by_id") REFERENCES "public"."users"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "incident_moves" ADD CONSTRAINT "incident_moves_from_id_incidents_id_fk" FOREIGN KEY ("from_id") REFERENCES "public"."incidents"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "incident_moves" ADD CONSTRAINT "incident_moves_to_id_incidents_id_fk" FOREIGN KEY ("to_id") REFERENCES "public"."incidents"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "incident_moves" ADD CONSTRAINT "incident_moves_by_id_users_id_fk" FOREIGN KEY ("by_id") REFERENCES "public"."users"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "incident_moves" ADD CONSTRAINT "incident_moves_undone_by_users_id_fk" FOREIGN KEY ("undone_by") REFERENCES "public"."users"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "incidents" ADD CONSTRAINT "incidents_holder_id_users_id_fk" FOREIGN KEY ("holder_id") REFERENCES "public"."users"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "incidents" ADD CONSTRAINT "incidents_ended_by_users_id_fk" FOREIGN KEY ("ended_by") REFERENCES "public"."users"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "incidents" ADD CONSTRAINT "incidents_offer_to_users_id_fk" FOREIGN KEY ("offer_to") REFERENCES "public"."users"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "incidents" ADD CONSTRAINT "incidents_offer_by_users_id_fk" FOREIGN KEY ("offer_by") REFERENCES "public"."users"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "verdicts" ADD CONSTRAINT "verdicts_incident_id_incidents_id_fk" FOREIGN KEY ("incident_id") REFERENCES "public"."incidents"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "verdicts" ADD CONSTRAINT "verdicts_alert_id_alerts_id_fk" FOREIGN KEY ("alert_id") REFERENCES "public"."alerts"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "verdicts" ADD CONSTRAINT "verdicts_by_id_users_id_fk" FOREIGN KEY ("by_id") REFERENCES "public"."users"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "roster_leaves" ADD CONSTRAINT "roster_leaves_person_id_users_id_fk" FOREIGN KEY ("person_id") REFERENCES "public"."users"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "roster_leaves" ADD CONSTRAINT "roster_leaves_substitute_id_users_id_fk" FOREIGN KEY ("substitute_id") REFERENCES "public"."users"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "roster_shifts" ADD CONSTRAINT "roster_shifts_post_id_roster_posts_id_fk" FOREIGN KEY ("post_id") REFERENCES "public"."roster_posts"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "roster_shifts" ADD CONSTRAINT "roster_shifts_person_id_users_id_fk" FOREIGN KEY ("person_id") REFERENCES "public"."users"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "roster_shifts" ADD CONSTRAINT "roster_shifts_substitute_id_users_id_fk" FOREIGN KEY ("substitute_id") REFERENCES "public"."users"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "silences" ADD CONSTRAINT "silences_asked_by_users_id_fk" FOREIGN KEY ("asked_by") REFERENCES "public"."users"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "silences" ADD CONSTRAINT "silences_decided_by_users_id_fk" FOREIGN KEY ("decided_by") REFERENCES "public"."users"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "silences" ADD CONSTRAINT "silences_ended_by_users_id_fk" FOREIGN KEY ("ended_by") REFERENCES "public"."users"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "incident_alerts_incident" ON "incident_alerts" USING btree ("incident_id");--> statement-breakpoint
CREATE INDEX "incident_calls_person" ON "incident_calls" USING btree ("person_id");--> statement-breakpoint
CREATE INDEX "incident_clocks_incident" ON "incident_clocks" USING btree ("incident_id");--> statement-breakpoint
CREATE INDEX "incident_clocks_due" ON "incident_clocks" USING btree ("next_at") WHERE next_at is not null;--> statement-breakpoint
CREATE UNIQUE INDEX "incident_clocks_one" ON "incident_clocks" USING btree ("incident_id","kind") WHERE next_at is not null;--> statement-breakpoint
CREATE INDEX "incident_decisions_incident" ON "incident_decisions" USING btree ("incident_id");--> statement-breakpoint
CREATE INDEX "incident_decisions_silence" ON "incident_decisions" USING btree ("silence_id") WHERE silence_id is not null;--> statement-breakpoint
CREATE INDEX "incident_entries_incident" ON "incident_entries" USING btree ("incident_id");--> statement-breakpoint
CREATE UNIQUE INDEX "incident_entries_once" ON "incident_entries" USING btree ("incident_id","key") WHERE key is not null;--> statement-breakpoint
CREATE INDEX "incident_moves_from" ON "incident_moves" USING btree ("from_id");--> statement-breakpoint
CREATE INDEX "incident_moves_to" ON "incident_moves" USING btree ("to_id");--> statement-breakpoint
CREATE INDEX "incidents_group" ON "incidents" USING btree ("group_key") WHERE closed_at is null;--> statement-breakpoint
CREATE INDEX "incidents_inbox" ON "incidents" USING btree ("state","tier","opened_at");--> statement-breakpoint
CREATE INDEX "incidents_holder" ON "incidents" USING btree ("holder_id") WHERE closed_at is null;--> statement-breakpoint
CREATE INDEX "incidents_unstarted" ON "incidents" USING btree ("id") WHERE closed_at is null and started_at is null;--> statement-breakpoint
CREATE INDEX "verdicts_rule" ON "verdicts" USING btree ("rule_id","at");--> statement-breakpoint
CREATE INDEX "verdicts_incident" ON "verdicts" USING btree ("incident_id");--> statement-breakpoint
CREATE INDEX "roster_shifts_post" ON "roster_shifts" USING btree ("post_id");--> statement-breakpoint
CREATE INDEX "silences_expiry" ON "silences" USING btree ("expires_at");