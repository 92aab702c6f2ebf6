CREATE TABLE "corrections" (
	"batch_id" bigint PRIMARY KEY NOT NULL,
	"corrects" bigint NOT NULL,
	"kind" text NOT NULL,
	"layout" text NOT NULL,
	"author" text NOT NULL,
	"reason" text NOT NULL,
	"made_at" timestamp with time zone NOT NULL,
	"rows" integer NOT NULL,
	"mapping" jsonb,
	"undoes" bigint
);
--> statement-breakpoint
CREATE TABLE "value_mapping_uses" (
	"batch_id" bigint NOT NULL,
	"mapping_id" bigint NOT NULL,
	"rows" integer NOT NULL,
	CONSTRAINT "value_mapping_uses_batch_id_mapping_id_pk" PRIMARY KEY("batch_id","mapping_id")
);
--> statement-breakpoint
CREATE TABLE "value_mappings" (
	"id" bigserial PRIMARY KEY NOT NULL,
	"layout" text NOT NULL,
	"field" text NOT NULL,
	"from_text" text,
	"change" jsonb NOT NULL,
	"author" text NOT NULL,
	"reason" text NOT NULL,
	"since" timestamp with time zone NOT NULL,
	"until" timestamp with time zone,
	"ended_by" text,
	"ended_reason" text
);
--> statement-breakpoint
ALTER TABLE "value_mapping_uses" ADD CONSTRAINT "value_mapping_uses_mapping_id_value_mappings_id_fk" FOREIGN KEY ("mapping_id") REFERENCES "public"."value_mappings"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "corrections_of" ON "corrections" USING btree ("corrects");--> statement-breakpoint
CREATE INDEX "corrections_made" ON "corrections" USING btree ("made_at");--> statement-breakpoint
CREATE INDEX "value_mappings_layout" ON "value_mappings" USING btree ("layout","since");