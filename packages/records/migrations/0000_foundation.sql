CREATE TABLE "alert_events" (
	"id" bigserial PRIMARY KEY NOT NULL,
	"alert_id" bigint NOT NULL,
	"at" timestamp with time zone NOT NULL,
	"kind" text NOT NULL,
	"reason" text NOT NULL,
	"by" text NOT NULL,
	"from_state" text,
	"to_state" text,
	"from_tier" smallint,
	"to_tier" smallint,
	"note" text,
	"evidence" jsonb,
	"run_id" text
);
--> statement-breakpoint
CREATE TABLE "alerts" (
	"id" bigserial PRIMARY KEY NOT NULL,
	"rule_id" text NOT NULL,
	"rule_version" integer NOT NULL,
	"subject_kind" text NOT NULL,
	"subject_id" text NOT NULL,
	"subject_name" text NOT NULL,
	"employer_id" text,
	"region" text NOT NULL,
	"tier" smallint NOT NULL,
	"peak_tier" smallint NOT NULL,
	"state" text NOT NULL,
	"opened_at" timestamp with time zone NOT NULL,
	"since_at" timestamp with time zone NOT NULL,
	"tier_since" timestamp with time zone NOT NULL,
	"last_signal_at" timestamp with time zone NOT NULL,
	"eased_since" timestamp with time zone,
	"eased_tier" smallint,
	"evidence" jsonb NOT NULL,
	"sentence_zh" text NOT NULL,
	"sentence_en" text NOT NULL,
	"plan" text NOT NULL,
	"closed_at" timestamp with time zone,
	"close_reason" text,
	"version" integer DEFAULT 1 NOT NULL
);
--> statement-breakpoint
CREATE TABLE "employer_aliases" (
	"id" bigserial PRIMARY KEY NOT NULL,
	"employer_id" bigint NOT NULL,
	"name_normal" text NOT NULL,
	"region" text NOT NULL,
	"reason" text NOT NULL,
	"created_by" text NOT NULL,
	"created_at" timestamp with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "employer_questions" (
	"id" bigserial PRIMARY KEY NOT NULL,
	"pending_id" text NOT NULL,
	"uscc" text,
	"name" text NOT NULL,
	"name_normal" text NOT NULL,
	"region" text NOT NULL,
	"reason" text NOT NULL,
	"candidates" jsonb NOT NULL,
	"first_batch" bigint NOT NULL,
	"asked_at" timestamp with time zone NOT NULL,
	"employer_id" bigint,
	"answered_by" text,
	"answered_at" timestamp with time zone,
	"moved_at" timestamp with time zone,
	CONSTRAINT "employer_questions_pending_id_unique" UNIQUE("pending_id")
);
--> statement-breakpoint
CREATE TABLE "employers" (
	"id" bigserial PRIMARY KEY NOT NULL,
	"uscc" text,
	"name" text NOT NULL,
	"name_normal" text NOT NULL,
	"name_core" text NOT NULL,
	"region" text NOT NULL,
	"industry" text,
	"standing" text NOT NULL,
	"created_at" timestamp with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "ledger_entries" (
	"chain" text NOT NULL,
	"seq" integer NOT NULL,
	"at" timestamp with time zone NOT NULL,
	"kind" text NOT NULL,
	"alert_id" bigint,
	"body" text NOT NULL,
	"previous_hash" text NOT NULL,
	"hash" text NOT NULL,
	CONSTRAINT "ledger_entries_chain_seq_pk" PRIMARY KEY("chain","seq")
);
--> statement-breakpoint
CREATE TABLE "audit_entries" (
	"id" bigserial PRIMARY KEY NOT NULL,
	"at" timestamp with time zone NOT NULL,
	"user_id" uuid,
	"username" text NOT NULL,
	"action" text NOT NULL,
	"subject" text NOT NULL,
	"detail" jsonb NOT NULL,
	"ip" text NOT NULL,
	"request_id" text NOT NULL
);
--> statement-breakpoint
CREATE TABLE "offices" (
	"id" uuid PRIMARY KEY NOT NULL,
	"code" text NOT NULL,
	"name_zh" text NOT NULL,
	"name_en" text NOT NULL,
	"region" text NOT NULL,
	CONSTRAINT "offices_code_unique" UNIQUE("code")
);
--> statement-breakpoint
CREATE TABLE "sessions" (
	"token_hash" text PRIMARY KEY NOT NULL,
	"user_id" uuid NOT NULL,
	"csrf_token" text NOT NULL,
	"created_at" timestamp with time zone NOT NULL,
	"last_seen_at" timestamp with time zone NOT NULL,
	"expires_at" timestamp with time zone NOT NULL,
	"ip" text NOT NULL,
	"user_agent" text NOT NULL
);
--> statement-breakpoint
CREATE TABLE "users" (
	"id" uuid PRIMARY KEY NOT NULL,
	"username" text NOT NULL,
	"display_name" text NOT NULL,
	"password_hash" text NOT NULL,
	"role" text NOT NULL,
	"office_id" uuid,
	"scope" text[] NOT NULL,
	"failed_logins" integer DEFAULT 0 NOT NULL,
	"locked_until" timestamp with time zone,
	"disabled_at" timestamp with time zone,
	"created_at" timestamp with time zone NOT NULL,
	CONSTRAINT "users_username_unique" UNIQUE("username")
);
--> statement-breakpoint
CREATE TABLE "evaluation_runs" (
	"id" text PRIMARY KEY NOT NULL,
	"reason" text NOT NULL,
	"batch_id" text,
	"as_of" timestamp with time zone NOT NULL,
	"started_at" timestamp with time zone NOT NULL,
	"finished_at" timestamp with time zone,
	"subjects" integer DEFAULT 0 NOT NULL,
	"signals" integer DEFAULT 0 NOT NULL,
	"opened" integer DEFAULT 0 NOT NULL,
	"raised" integer DEFAULT 0 NOT NULL,
	"lowered" integer DEFAULT 0 NOT NULL,
	"resolved" integer DEFAULT 0 NOT NULL,
	"abstentions" jsonb NOT NULL
);
--> statement-breakpoint
CREATE TABLE "rule_versions" (
	"rule_id" text NOT NULL,
	"version" integer NOT NULL,
	"body" jsonb NOT NULL,
	"body_sha256" text NOT NULL,
	"origin" text NOT NULL,
	"published_at" timestamp with time zone NOT NULL,
	CONSTRAINT "rule_versions_rule_id_version_pk" PRIMARY KEY("rule_id","version")
);
--> statement-breakpoint
CREATE TABLE "batches" (
	"id" bigserial PRIMARY KEY NOT NULL,
	"source" text NOT NULL,
	"layout" text,
	"layout_version" integer,
	"file_name" text NOT NULL,
	"file_sha256" text NOT NULL,
	"file_bytes" bigint NOT NULL,
	"encoding" text,
	"headers" jsonb,
	"via" text NOT NULL,
	"received_from" text NOT NULL,
	"received_at" timestamp with time zone NOT NULL,
	"observed_at" timestamp with time zone NOT NULL,
	"period" text,
	"state" text NOT NULL,
	"stage_done" integer DEFAULT 0 NOT NULL,
	"stage_total" integer,
	"cancel_asked" timestamp with time zone,
	"rows" integer DEFAULT 0 NOT NULL,
	"accepted" integer DEFAULT 0 NOT NULL,
	"quarantined" integer DEFAULT 0 NOT NULL,
	"duplicates" integer DEFAULT 0 NOT NULL,
	"corrected" integer DEFAULT 0 NOT NULL,
	"problem" jsonb,
	"corrects" bigint,
	"finished_at" timestamp with time zone
);
--> statement-breakpoint
CREATE TABLE "pull_states" (
	"endpoint_id" text PRIMARY KEY NOT NULL,
	"etag" text,
	"last_modified" text,
	"last_tried_at" timestamp with time zone,
	"last_succeeded_at" timestamp with time zone,
	"failures" integer DEFAULT 0 NOT NULL,
	"problem" jsonb
);
--> statement-breakpoint
CREATE TABLE "system_facts" (
	"name" text NOT NULL,
	"value" jsonb NOT NULL,
	"changed_at" timestamp with time zone NOT NULL,
	CONSTRAINT "system_facts_name_pk" PRIMARY KEY("name")
);
--> statement-breakpoint
ALTER TABLE "alert_events" ADD CONSTRAINT "alert_events_alert_id_alerts_id_fk" FOREIGN KEY ("alert_id") REFERENCES "public"."alerts"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "employer_aliases" ADD CONSTRAINT "employer_aliases_employer_id_employers_id_fk" FOREIGN KEY ("employer_id") REFERENCES "public"."employers"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "employer_questions" ADD CONSTRAINT "employer_questions_employer_id_employers_id_fk" FOREIGN KEY ("employer_id") REFERENCES "public"."employers"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "sessions" ADD CONSTRAINT "sessions_user_id_users_id_fk" FOREIGN KEY ("user_id") REFERENCES "public"."users"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "users" ADD CONSTRAINT "users_office_id_offices_id_fk" FOREIGN KEY ("office_id") REFERENCES "public"."offices"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "alert_events_alert" ON "alert_events" USING btree ("alert_id");--> statement-breakpoint
CREATE UNIQUE INDEX "alerts_one_live" ON "alerts" USING btree ("rule_id","subject_kind","subject_id") WHERE state in ('open', 'acknowledged', 'handling');--> statement-breakpoint
CREATE INDEX "alerts_live" ON "alerts" USING btree ("state","tier");--> statement-breakpoint
CREATE INDEX "alerts_opened" ON "alerts" USING btree ("opened_at");--> statement-breakpoint
CREATE INDEX "alerts_employer" ON "alerts" USING btree ("employer_id");--> statement-breakpoint
CREATE UNIQUE INDEX "employer_aliases_once" ON "employer_aliases" USING btree ("name_normal","region");--> statement-breakpoint
CREATE INDEX "employer_questions_open" ON "employer_questions" USING btree ("asked_at") WHERE answered_at is null;--> statement-breakpoint
CREATE UNIQUE INDEX "employers_uscc" ON "employers" USING btree ("uscc") WHERE uscc is not null;--> statement-breakpoint
CREATE INDEX "employers_name" ON "employers" USING btree ("name_normal","region");--> statement-breakpoint
CREATE INDEX "employers_core" ON "employers" USING btree ("name_core");--> statement-breakpoint
CREATE UNIQUE INDEX "ledger_entries_hash" ON "ledger_entries" USING btree ("hash");--> statement-breakpoint
CREATE INDEX "audit_entries_at" ON "audit_entries" USING btree ("at");--> statement-breakpoint
CREATE INDEX "sessions_user" ON "sessions" USING btree ("user_id");--> statement-breakpoint
CREATE INDEX "batches_received" ON "batches" USING btree ("received_at");--> statement-breakpoint
CREATE UNIQUE INDEX "batches_once" ON "batches" USING btree ("source","file_sha256") WHERE state = 'done' and corrects is null;