CREATE TABLE "archives" (
	"id" bigserial PRIMARY KEY NOT NULL,
	"source" text NOT NULL,
	"file_name" text NOT NULL,
	"file_sha256" text NOT NULL,
	"file_bytes" bigint NOT NULL,
	"received_from" text NOT NULL,
	"received_at" timestamp with time zone NOT NULL,
	"skipped" jsonb DEFAULT '[]'::jsonb NOT NULL
);
--> statement-breakpoint
ALTER TABLE "batches" ADD COLUMN "notes" jsonb DEFAULT '[]'::jsonb NOT NULL;--> statement-breakpoint
ALTER TABLE "batches" ADD COLUMN "archive_id" bigint;--> statement-breakpoint
CREATE UNIQUE INDEX "archives_once" ON "archives" USING btree ("source","file_sha256");--> statement-breakpoint
ALTER TABLE "batches" ADD CONSTRAINT "batches_archive_id_archives_id_fk" FOREIGN KEY ("archive_id") REFERENCES "public"."archives"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "batches_archive" ON "batches" USING btree ("archive_id");