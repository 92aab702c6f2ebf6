CREATE TABLE "connection_files" (
	"connection_id" text NOT NULL,
	"name" text NOT NULL,
	"bytes" bigint NOT NULL,
	"modified_ms" bigint NOT NULL,
	"taken_at" timestamp with time zone NOT NULL,
	CONSTRAINT "connection_files_connection_id_name_pk" PRIMARY KEY("connection_id","name")
);
--> statement-breakpoint
CREATE TABLE "connection_states" (
	"connection_id" text PRIMARY KEY NOT NULL,
	"last_tried_at" timestamp with time zone,
	"last_succeeded_at" timestamp with time zone,
	"failures" integer DEFAULT 0 NOT NULL,
	"problem" jsonb,
	"mark" jsonb,
	"last_batch" bigint,
	"pending_mark" jsonb,
	"next_run_at" timestamp with time zone
);
--> statement-breakpoint
CREATE TABLE "connections" (
	"id" text PRIMARY KEY NOT NULL,
	"source" text NOT NULL,
	"name" text NOT NULL,
	"office" text,
	"settings" jsonb NOT NULL,
	"secret_box" text,
	"secret_set_at" timestamp with time zone,
	"cron" text NOT NULL,
	"enabled" boolean NOT NULL,
	"created_at" timestamp with time zone NOT NULL,
	"created_by" text NOT NULL,
	"changed_at" timestamp with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "push_keys" (
	"id" text PRIMARY KEY NOT NULL,
	"name" text NOT NULL,
	"prefix" text NOT NULL,
	"key_hash" text NOT NULL,
	"sources" text[] NOT NULL,
	"office" text,
	"per_minute" integer NOT NULL,
	"created_at" timestamp with time zone NOT NULL,
	"created_by" text NOT NULL,
	"expires_at" timestamp with time zone,
	"revoked_at" timestamp with time zone,
	"last_used_at" timestamp with time zone,
	"minute" timestamp with time zone,
	"minute_uses" integer DEFAULT 0 NOT NULL
);
--> statement-breakpoint
CREATE TABLE "push_requests" (
	"key_id" text NOT NULL,
	"idempotency_key" text NOT NULL,
	"source" text NOT NULL,
	"body_sha256" text NOT NULL,
	"batch_id" bigint NOT NULL,
	"known" boolean NOT NULL,
	"answered_at" timestamp with time zone NOT NULL,
	CONSTRAINT "push_requests_key_id_idempotency_key_pk" PRIMARY KEY("key_id","idempotency_key")
);
--> statement-breakpoint
CREATE UNIQUE INDEX "push_keys_hash" ON "push_keys" USING btree ("key_hash");--> statement-breakpoint
CREATE INDEX "push_requests_batch" ON "push_requests" USING btree ("key_id","batch_id");